import { NextRequest } from "next/server";
import { describe, expect, it } from "vitest";
import { PATH_HEADER } from "@/lib/auth/path-header.ts";
import { sessionCookie } from "@/lib/auth/session-cookie.ts";
import { config, proxy } from "@/proxy.ts";

const SITE = "http://console.example";
const ask = (
  path: string,
  options: { method?: string; cookie?: string; headers?: Record<string, string> } = {},
) =>
  proxy(
    new NextRequest(`${SITE}${path}`, {
      method: options.method ?? "GET",
      headers: { ...options.headers, ...(options.cookie ? { cookie: options.cookie } : {}) },
    }),
  );
/** What Next hands on to the page: request headers that the proxy set travel in the response. */
const handedOn = (response: Response, name: string) => response.headers.get(`x-middleware-request-${name}`);
const signedIn = `${sessionCookie().name}=anything`;

describe("the proxy", () => {
  it("sends people without a cookie to sign in, and tells the way back", () => {
    expect(ask("/deletions/d1?tab=items").headers.get("location")).toBe(
      `${SITE}/sign-in?next=%2Fdeletions%2Fd1%3Ftab%3Ditems`,
    );
  });

  it.each([
    ["the sign-in page", "/sign-in", {}],
    ["a person with a cookie, whatever it is worth", "/videos", { cookie: signedIn }],
    ["an action, which answers for itself", "/videos", { method: "POST" }],
    ["a handler, which answers in JSON", "/api/videos", {}],
    ["a picture of public/", "/icon.svg", {}],
  ])("lets pass %s", (_, path, options) => {
    expect(ask(path, options).headers.get("location")).toBeNull();
  });

  it("gives every response a policy of its own, and the page the same nonce", () => {
    const [one, two] = [ask("/videos", { cookie: signedIn }), ask("/videos", { cookie: signedIn })];
    const policy = one.headers.get("content-security-policy");
    expect(policy).toContain(`'nonce-${handedOn(one, "x-nonce")}'`);
    expect(handedOn(one, "content-security-policy")).toBe(policy);
    expect(two.headers.get("content-security-policy")).not.toBe(policy);
    expect(one.headers.get("x-content-type-options")).toBe("nosniff");
  });

  it("believes no nonce, policy or path that a client brings along", () => {
    const forged = { "x-nonce": "mine", "content-security-policy": "script-src *", [PATH_HEADER]: "/evil" };
    const response = ask("/videos?a=1", { cookie: signedIn, headers: forged });
    expect(handedOn(response, "x-nonce")).not.toBe("mine");
    expect(handedOn(response, "content-security-policy")).not.toContain("script-src *");
    expect(handedOn(response, PATH_HEADER)).toBe("/videos?a=1");
  });

  it("stays out of routes whose body it would cut, with id lists or selections, and of the build's files", () => {
    const matcher = new RegExp(`^${config.matcher[0]}$`);
    const long = ["/api/lists", "/api/lists/l1", "/api/videos/selection/cost", "/api/videos/export"];
    for (const path of [...long, "/_next/static/chunks/a.js", "/favicon.ico"]) {
      expect(matcher.test(path), path).toBe(false);
    }
    const others = [
      "/",
      "/videos",
      "/api/videos",
      "/api/videos/v1",
      "/api/listsomething",
      "/deletions/a.png",
    ];
    for (const path of others) {
      expect(matcher.test(path), path).toBe(true);
    }
  });
});
