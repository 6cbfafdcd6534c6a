import { randomBytes } from "node:crypto";
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { type Env, env } from "../env.ts";

let cached: string | undefined;

/** The key that encrypts session cookies; read once per process. */
export function authSecret(): string {
  cached ??= readAuthSecret(env());
  return cached;
}

/**
 * `NEXTAUTH_SECRET`, or, where the store is a folder on this disk, a key made at the first start and kept
 * beside it, readable by its owner only.
 *
 * @throws Error when several instances may share a database but no common secret is set
 */
export function readAuthSecret(e: Pick<Env, "authSecret" | "databaseUrl" | "dataDir">): string {
  if (e.authSecret !== null) {
    if (e.authSecret.length >= 32) return e.authSecret;
    throw new Error("NEXTAUTH_SECRET is shorter than 32 characters. Nobody can sign in until it is longer.");
  }
  if (e.databaseUrl !== null) {
    throw new Error(
      "DATABASE_URL is set but NEXTAUTH_SECRET is not. Nobody can sign in until all instances share one, " +
        "for example the output of `openssl rand -base64 48`.",
    );
  }
  const file = path.join(e.dataDir, "auth-secret");
  if (!existsSync(file)) create(file);
  return readFileSync(file, "utf8").trim();
}

/** Two processes may come here at once: the first link wins, and nobody reads half a file. */
function create(file: string): void {
  mkdirSync(path.dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}.${randomBytes(4).toString("hex")}`;
  writeFileSync(draft, `${randomBytes(48).toString("base64url")}\n`, { mode: 0o600, flag: "wx" });
  try {
    linkSync(draft, file);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  } finally {
    rmSync(draft);
  }
}
