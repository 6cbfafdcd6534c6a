import { describe, expect, it } from "vitest";
import { contentSecurityPolicy, securityHeaders } from "./security-headers.ts";

const policyOf = (options: Partial<Parameters<typeof contentSecurityPolicy>[0]> = {}) =>
  new Map(
    contentSecurityPolicy({ nonce: "N0nce", secure: false, development: false, ...options })
      .split("; ")
      .map((directive) => {
        const [name = "", ...sources] = directive.split(" ");
        return [name, sources] as const;
      }),
  );

describe("the content security policy", () => {
  it("runs scripts by nonce only: none inline, none evaluated, none from elsewhere", () => {
    expect(policyOf().get("script-src")).toEqual(["'self'", "'nonce-N0nce'", "'strict-dynamic'"]);
  });

  it("lets nothing be embedded, nothing embed us, and no form or base lead elsewhere", () => {
    const policy = policyOf();
    for (const name of ["object-src", "base-uri", "frame-src", "frame-ancestors"]) {
      expect(policy.get(name), name).toEqual(["'none'"]);
    }
    for (const name of ["default-src", "connect-src", "worker-src", "form-action"]) {
      expect(policy.get(name), name).toEqual(["'self'"]);
    }
  });

  it("allows evaluation in development, and nowhere else", () => {
    expect(policyOf({ development: true }).get("script-src")).toContain("'unsafe-eval'");
  });
});

it("a year of https only is promised where the console is reached by https, and not before", () => {
  expect(securityHeaders(true)["strict-transport-security"]).toBe("max-age=31536000; includeSubDomains");
  expect(securityHeaders(false)).not.toHaveProperty("strict-transport-security");
});
