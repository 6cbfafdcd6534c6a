import { decode, encode, getToken } from "next-auth/jwt";
import { describe, expect, it } from "vitest";
import { decodeSessionToken, encodeSessionToken, hashSessionId, newSessionId } from "./session-token.ts";

const SECRET = "a secret of a test, long enough for it";
const HOUR_MS = 3_600_000;

describe("the session cookie", () => {
  it("carries the session id and, besides what every JWT has, nothing else", async () => {
    const id = newSessionId();
    const token = await encodeSessionToken(id, SECRET, HOUR_MS);
    const claims = await decode({ token, secret: SECRET });
    expect(Object.keys(claims ?? {}).toSorted()).toEqual(["exp", "iat", "jti", "sid"]);
    expect(claims?.sid).toBe(id);
  });

  it("is next-auth's own format: its getToken reads it", async () => {
    const id = newSessionId();
    const token = await encodeSessionToken(id, SECRET, HOUR_MS);
    const read = await getToken({
      // getToken reads cookies and headers only.
      req: { cookies: { "mezzanine-session": token }, headers: {} } as unknown as Parameters<
        typeof getToken
      >[0]["req"],
      secret: SECRET,
      cookieName: "mezzanine-session",
    });
    expect(read?.sid).toBe(id);
  });

  it("holds 256 random bits, of which the database sees a hash only", () => {
    const ids = new Set(Array.from({ length: 100 }, newSessionId));
    expect(ids.size).toBe(100);
    for (const id of ids) {
      expect(Buffer.from(id, "base64url")).toHaveLength(32);
      expect(hashSessionId(id)).toMatch(/^[0-9a-f]{64}$/);
    }
  });

  it("is nothing under another secret, changed, expired, or without a session id", async () => {
    const good = await encodeSessionToken(newSessionId(), SECRET, HOUR_MS);
    expect(await decodeSessionToken(good, `${SECRET}!`)).toBeNull();
    expect(await decodeSessionToken(`${good.slice(0, -2)}xx`, SECRET)).toBeNull();
    expect(await decodeSessionToken("", SECRET)).toBeNull();
    expect(await decodeSessionToken("not-a-token", SECRET)).toBeNull();
    expect(
      await decodeSessionToken(await encodeSessionToken(newSessionId(), SECRET, -HOUR_MS), SECRET),
    ).toBeNull();
    expect(
      await decodeSessionToken(await encode({ token: { sub: "admin" }, secret: SECRET }), SECRET),
    ).toBeNull();
    expect(
      await decodeSessionToken(await encode({ token: { sid: "short" }, secret: SECRET }), SECRET),
    ).toBeNull();
  });
});
