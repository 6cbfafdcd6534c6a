import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

/*
 * The rules of the house (docs: CONTRIBUTING.md), read off the imports of the tree. A rule says which files
 * it speaks of and what they must not import; targets of our own are paths from the root (`lib/db/schema.ts`),
 * packages are named as they are imported (`pg`, `drizzle-orm/pglite`).
 */

type Source = { file: string; text: string };
type Rule = {
  says: string;
  speaksOf: (file: string) => boolean;
  forbids: (target: string, file: string) => boolean;
  /** A file and an import that break the rule: each rule is seen to fail. */
  brokenBy: { file: string; imports: string };
};

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const FOLDERS = ["app", "components", "lib", "e2e", "scripts"];
const isTest = (file: string) => /\.test\.tsx?$/.test(file);
const within = (...folders: string[]) => {
  return (file: string) => folders.some((folder) => file === folder || file.startsWith(`${folder}/`));
};
const isOurs = within(...FOLDERS);
const isPackage =
  (...names: string[]) =>
  (target: string) =>
    names.some((name) => target === name || target.startsWith(`${name}/`));
const isDriver = isPackage(
  "pg",
  "@electric-sql/pglite",
  "@electric-sql/pglite-socket",
  "drizzle-orm/node-postgres",
  "drizzle-orm/pglite",
);
const BELOW_ENGINE = ["deletion", "catalog", "vod", "quota", "db", "queue", "audit"].map((f) => `lib/${f}`);

const RULES: Rule[] = [
  {
    says: "lib imports nothing of app and components",
    speaksOf: within("lib"),
    forbids: within("app", "components"),
    brokenBy: { file: "lib/engine/x.ts", imports: "../../components/videos/table" },
  },
  {
    says: "components import nothing of app",
    speaksOf: within("components"),
    forbids: within("app"),
    brokenBy: { file: "components/videos/x.tsx", imports: "@/app/(console)/videos/actions" },
  },
  {
    says: "components reach no database, queue or vendor",
    speaksOf: (file) => within("components")(file) && !isTest(file),
    forbids: (target) =>
      within("lib/db", "lib/queue", "lib/quota", "lib/container.ts")(target) ||
      isPackage("drizzle-orm", "pg-boss")(target),
    brokenBy: { file: "components/videos/x.tsx", imports: "@/lib/db/schema.ts" },
  },
  {
    says: "components/ui knows no domain word",
    speaksOf: within("components/ui"),
    forbids: (target) =>
      (within("components")(target) && !within("components/ui")(target)) ||
      within("lib/engine", ...BELOW_ENGINE)(target),
    brokenBy: { file: "components/ui/x.tsx", imports: "../videos/size-cell" },
  },
  {
    says: "lib/deletion imports nothing outside its folder",
    speaksOf: (file) => within("lib/deletion")(file) && !isTest(file),
    forbids: (target) => !within("lib/deletion")(target),
    brokenBy: { file: "lib/deletion/x.ts", imports: "node:crypto" },
  },
  {
    says: "lib/vod imports nothing of ours but env and log",
    speaksOf: (file) => within("lib/vod")(file) && !isTest(file),
    forbids: (target) => isOurs(target) && !within("lib/vod", "lib/env.ts", "lib/log.ts")(target),
    brokenBy: { file: "lib/vod/x.ts", imports: "../quota/take-slot.ts" },
  },
  {
    says: "what lies below the engine does not import it",
    speaksOf: (file) => within(...BELOW_ENGINE)(file) && !isTest(file),
    forbids: within("lib/engine", "lib/actions", "lib/container.ts"),
    brokenBy: { file: "lib/catalog/x.ts", imports: "../engine/create-deletion.ts" },
  },
  {
    says: "database drivers are imported in lib/db only",
    speaksOf: (file) => !within("lib/db")(file) && !isTest(file),
    forbids: isDriver,
    brokenBy: { file: "lib/engine/x.ts", imports: "drizzle-orm/pglite" },
  },
  {
    says: "pg-boss is imported in lib/queue only",
    speaksOf: (file) => !within("lib/queue")(file) && !isTest(file),
    forbids: isPackage("pg-boss"),
    brokenBy: { file: "lib/engine/x.ts", imports: "pg-boss" },
  },
  {
    says: "the vendor's packages are imported in lib/vod only",
    speaksOf: within("app", "components", "lib"),
    forbids: (target, file) => target.startsWith("@alicloud/") && !within("lib/vod")(file),
    brokenBy: { file: "lib/engine/x.ts", imports: "@alicloud/openapi-core" },
  },
  {
    says: "nothing but e2e imports from e2e",
    speaksOf: (file) => !within("e2e")(file),
    forbids: within("e2e"),
    brokenBy: { file: "lib/engine/x.test.ts", imports: "../../e2e/sign-in" },
  },
];

/** Comments may speak of imports; an import may not hide behind one. URLs keep their slashes. */
function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/(^|\s)\/\/.*$/gm, "$1");
}

/** Specifiers of static, dynamic, type-only and side-effect imports, and of re-exports. */
function specifiersOf(text: string): string[] {
  const pattern =
    /(?:^|[;\n])\s*(?:import|export)\s[^;'"`]*?from\s*["']([^"']+)["']|(?:^|[;\n])\s*import\s*["']([^"']+)["']|\b(?:import|require)\s*\(\s*["']([^"']+)["']/g;
  return [...withoutComments(text).matchAll(pattern)].map((m) => m[1] ?? m[2] ?? m[3] ?? "");
}

function resolve(file: string, specifier: string): string {
  if (specifier.startsWith("@/")) return specifier.slice(2);
  return specifier.startsWith(".") ? path.posix.join(path.posix.dirname(file), specifier) : specifier;
}

function broken(rule: Rule, sources: readonly Source[]): string[] {
  return sources
    .filter(({ file }) => rule.speaksOf(file))
    .flatMap(({ file, text }) =>
      specifiersOf(text)
        .filter((specifier) => rule.forbids(resolve(file, specifier), file))
        .map((specifier) => `${file} imports ${specifier}`),
    );
}

function readTree(): Source[] {
  return FOLDERS.flatMap((folder) => {
    let names: string[] = [];
    try {
      names = readdirSync(path.join(ROOT, folder), { recursive: true, encoding: "utf8" });
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
    }
    return names
      .map((name) => path.posix.join(folder, name.split(path.sep).join("/")))
      .filter((file) => /\.(ts|tsx|mts|js|mjs)$/.test(file) && !file.includes("node_modules/"))
      .map((file) => ({ file, text: readFileSync(path.join(ROOT, file), "utf8") }));
  });
}

const tree = readTree();

describe("the reading of the tree", () => {
  it("finds the folders that the rules speak of", () => {
    const count = (folder: string) => tree.filter(({ file }) => within(folder)(file)).length;
    for (const folder of ["lib/deletion", "lib/vod", "lib/db", "lib/engine", "lib/audit"]) {
      expect(count(folder), folder).toBeGreaterThan(0);
    }
    expect(count("lib/deletion")).toBeGreaterThan(10);
  });

  it("sees the imports that are there", () => {
    const record = tree.find(({ file }) => file === "lib/audit/record.ts");
    const targets = specifiersOf(record?.text ?? "").map((s) => resolve("lib/audit/record.ts", s));
    expect(targets).toEqual(["lib/db/schema.ts", "lib/db/types.ts"]);
  });

  it("sees every form of import, over several lines and after comments, and none in comments", () => {
    const text = [
      'import a from "one";',
      "import {\n  b,\n  type C,\n} from 'two';",
      'import "three"; /* import x from "no" */',
      'export { d } from "four"; // export * from "no"',
      'import type { E } from "five";',
      'const f = await import("six");',
      'const g = "https://seven.example"; const h = require("eight");',
      'export * from "nine";',
    ].join("\n");
    expect(specifiersOf(text).toSorted()).toEqual(
      ["one", "two", "three", "four", "five", "six", "eight", "nine"].toSorted(),
    );
  });
});

describe.each(RULES)("$says", (rule) => {
  it("holds", () => {
    expect(broken(rule, tree)).toEqual([]);
  });

  it("is noticed when it is broken", () => {
    const { file, imports } = rule.brokenBy;
    expect(broken(rule, [{ file, text: `import { x } from "${imports}";` }])).toHaveLength(1);
  });
});

describe("lib runs unbundled", () => {
  it("so its own imports are relative and carry their extension", () => {
    const wrong = tree
      .filter(({ file }) => within("lib")(file))
      .flatMap(({ file, text }) =>
        specifiersOf(text)
          .filter((s) => s.startsWith("@/") || (s.startsWith(".") && !/\.(ts|tsx|js|mjs|json)$/.test(s)))
          .map((s) => `${file} imports ${s}`),
      );
    expect(wrong).toEqual([]);
  });
});

describe("lib/deletion is pure", () => {
  it("so it knows no clock, no chance, no process and no network", () => {
    const impure =
      /\bDate\.now\b|\bnew Date\(\s*\)|\bMath\.random\b|\bprocess\.|\bfetch\(|\bperformance\.|\bcrypto\./;
    const wrong = tree
      .filter(({ file }) => within("lib/deletion")(file) && !isTest(file))
      .filter(({ text }) => impure.test(withoutComments(text)))
      .map(({ file }) => file);
    expect(wrong).toEqual([]);
  });
});
