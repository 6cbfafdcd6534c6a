import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { HOME_PATH, safeNext, signInUrl } from "./safe-next.ts";

describe("the way back after sign-in", () => {
  it.each(["/deletions/d1?tab=items", "/videos?q=%E7%8C%AB&sort=size", "/"])("keeps %s", (path) => {
    expect(safeNext(path)).toBe(path);
  });

  it.each([
    "https://evil.example/",
    "//evil.example",
    "/\\evil.example",
    "/\t/evil.example",
    "/..//evil.example",
    "/%2e%2e//evil.example",
    "javascript:alert(1)",
    "videos",
    "",
    "/sign-in?next=/sign-in",
    "/api/auth/signout",
    ["/videos"],
    undefined,
    null,
  ])("does not follow %s", (next) => {
    expect(safeNext(next)).toBe(HOME_PATH);
  });

  it("never leaves the site, whatever is asked for", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.webUrl(),
          fc.string().map((s) => `/${s}`),
        ),
        (next) => {
          const url = new URL(safeNext(next), "https://console.example");
          expect(url.origin).toBe("https://console.example");
        },
      ),
    );
  });

  it("is the same when it is made safe twice", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const once = safeNext(`/${text}`);
        expect(safeNext(once)).toBe(once);
      }),
    );
  });

  it("is short enough for an address", () => {
    expect(safeNext(`/${"a".repeat(3000)}`)).toBe(HOME_PATH);
  });

  it("travels in the address of the sign-in page, with the reason", () => {
    expect(signInUrl("/deletions/d1?x=1", "expired")).toBe(
      "/sign-in?next=%2Fdeletions%2Fd1%3Fx%3D1&reason=expired",
    );
    expect(signInUrl(HOME_PATH)).toBe("/sign-in");
    expect(signInUrl("//evil.example")).toBe("/sign-in");
  });
});
