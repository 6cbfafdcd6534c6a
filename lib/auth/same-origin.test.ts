import { describe, expect, it } from "vitest";
import { isSameOrigin, isSameOriginRead } from "./same-origin.ts";

const HOST = "console.example:3000";
const OWN = `http://${HOST}`;

describe("a request that changes something", () => {
  it.each<[string, Record<string, string>, boolean]>([
    ["from our own page", { host: HOST, origin: OWN, "sec-fetch-site": "same-origin" }, true],
    ["from our own page, an old browser", { host: HOST, origin: OWN }, true],
    [
      "through a proxy that keeps the name",
      { host: "inner:80", "x-forwarded-host": HOST, origin: OWN },
      true,
    ],
    ["through two proxies", { host: "inner", "x-forwarded-host": `${HOST}, mid:81`, origin: OWN }, true],
    ["with the default port named", { host: "console.example:80", origin: "http://console.example" }, true],
    ["without an origin", { host: HOST }, false],
    ["without an origin, said to be ours", { host: HOST, "sec-fetch-site": "same-origin" }, false],
    ["with an opaque origin", { host: HOST, origin: "null" }, false],
    ["from another site", { host: HOST, origin: "https://evil.example" }, false],
    ["from another port", { host: HOST, origin: "http://console.example:4000" }, false],
    ["from a name that begins like ours", { host: HOST, origin: `http://${HOST}.evil.example` }, false],
    ["with our name as user info", { host: HOST, origin: `http://${HOST}@evil.example` }, false],
    ["from a sibling, by fetch metadata", { host: HOST, origin: OWN, "sec-fetch-site": "same-site" }, false],
    ["from elsewhere, by fetch metadata", { host: HOST, origin: OWN, "sec-fetch-site": "cross-site" }, false],
    ["typed by hand", { host: HOST, origin: OWN, "sec-fetch-site": "none" }, false],
    [
      "for the inner name, by the outer page",
      { host: HOST, "x-forwarded-host": "other", origin: OWN },
      false,
    ],
    ["without a host", { origin: OWN }, false],
  ])("%s", (_, headers, expected) => {
    expect(isSameOrigin(new Headers(headers), false)).toBe(expected);
  });

  it("is foreign from the http page of a console that is reached by https", () => {
    expect(isSameOrigin(new Headers({ host: HOST, origin: OWN }), true)).toBe(false);
    expect(isSameOrigin(new Headers({ host: HOST, origin: `https://${HOST}` }), true)).toBe(true);
  });
});

describe("a request that reads", () => {
  it.each<[string, Record<string, string>, boolean]>([
    ["from our own page", { host: HOST, "sec-fetch-site": "same-origin" }, true],
    ["typed by hand", { host: HOST, "sec-fetch-site": "none" }, true],
    ["without fetch metadata", { host: HOST }, true],
    ["from another site", { host: HOST, "sec-fetch-site": "cross-site" }, false],
    ["from another site's script", { host: HOST, origin: "https://evil.example" }, false],
  ])("%s", (_, headers, expected) => {
    expect(isSameOriginRead(new Headers(headers), false)).toBe(expected);
  });
});
