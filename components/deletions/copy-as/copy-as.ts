import { asCpp, asCSharp, asGo, asJava } from "./compiled";
import type { DeleteCall } from "./delete-call";
import { asPhp, asPython, asTypeScript } from "./scripting";
import { asAliyunCli, asCurl } from "./shell";

const WRITERS = {
  "aliyun-cli": asAliyunCli,
  curl: asCurl,
  typescript: asTypeScript,
  python: asPython,
  java: asJava,
  go: asGo,
  php: asPhp,
  csharp: asCSharp,
  cpp: asCpp,
} as const satisfies Record<string, (call: DeleteCall) => string>;

export type CopyTarget = keyof typeof WRITERS;

/** What a call can be copied as, in the order it is offered. The names are proper names in every language. */
export const COPY_TARGETS: readonly { target: CopyTarget; name: string }[] = [
  { target: "aliyun-cli", name: "aliyun CLI" },
  { target: "curl", name: "curl" },
  { target: "typescript", name: "TypeScript / Node.js" },
  { target: "python", name: "Python" },
  { target: "java", name: "Java" },
  { target: "go", name: "Go" },
  { target: "php", name: "PHP" },
  { target: "csharp", name: "C#" },
  { target: "cpp", name: "C++" },
];

/** The same call as a command or a program, made of nothing but the call: no secret is known here. */
export function copyAs(target: CopyTarget, call: DeleteCall): string {
  return WRITERS[target](call);
}
