import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readAuthSecret } from "./secret.ts";

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(path.join(tmpdir(), "secret-"));
});
afterEach(() => rmSync(dataDir, { recursive: true }));

describe("the key of the session cookies", () => {
  it("is the one that was set", () => {
    const authSecret = "x".repeat(32);
    expect(readAuthSecret({ authSecret, databaseUrl: null, dataDir })).toBe(authSecret);
    expect(readdirSync(dataDir)).toEqual([]);
  });

  it("is made once beside an embedded store, for its owner's eyes only", () => {
    const made = readAuthSecret({ authSecret: null, databaseUrl: null, dataDir });
    expect(Buffer.from(made, "base64url")).toHaveLength(48);
    expect(readAuthSecret({ authSecret: null, databaseUrl: null, dataDir })).toBe(made);
    expect(readdirSync(dataDir)).toEqual(["auth-secret"]);
    expect(statSync(path.join(dataDir, "auth-secret")).mode & 0o077).toBe(0);
  });

  it("must be set where instances share a database, and must not be short", () => {
    expect(() => readAuthSecret({ authSecret: null, databaseUrl: "postgres://x", dataDir })).toThrow(
      /NEXTAUTH_SECRET/,
    );
    expect(() => readAuthSecret({ authSecret: "short", databaseUrl: null, dataDir })).toThrow(
      /32 characters/,
    );
    expect(readdirSync(dataDir)).toEqual([]);
  });
});
