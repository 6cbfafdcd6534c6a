import { beforeEach, describe, expect, it, vi } from "vitest";
import { UseCaseError } from "../use-case-error.ts";
import { createRouteGuard, type RouteGuardDeps } from "./create-route-guard.ts";
import type { Role } from "./roles.ts";
import type { Session } from "./sessions.ts";

const as = (role: Role): Session => ({
  user: { id: "u1", username: "una", name: "Una", role },
  sessionIdHash: "h1",
});
const URL_OF_ROUTE = "http://console.example/api/things/d1";
const params = { params: Promise.resolve({ id: "d1" }) };
const run = vi.fn(async (_request: Request, context: { params: { id: string } }) =>
  Response.json({ read: context.params.id }),
);
beforeEach(() => void run.mockClear());

function world(session: Session | null) {
  const deps = {
    session: async () => session,
    secure: () => false,
    onRefused: vi.fn<RouteGuardDeps["onRefused"]>(async () => {}),
    onError: vi.fn<RouteGuardDeps["onError"]>(),
    rethrowControlFlow: () => {},
  };
  return { deps, guardRoute: createRouteGuard(deps) };
}

const request = (headers: Record<string, string> = {}, method = "GET") =>
  new Request(URL_OF_ROUTE, { method, headers: { host: "console.example", ...headers } });

async function errorOf(response: Response) {
  expect(response.headers.get("content-type")).toMatch(/^application\/json/);
  expect(response.headers.get("cache-control")).toBe("no-store");
  return { status: response.status, body: await response.json() };
}

describe("a guarded route", () => {
  it("answers who may ask, with the parts of its address", async () => {
    const { guardRoute } = world(as("viewer"));
    const response = await guardRoute({ role: "viewer" }, run)(request(), params);
    expect(await response.json()).toEqual({ read: "d1" });
  });

  it.each<[string, Session | null, Role, number, string]>([
    ["nobody", null, "viewer", 401, "signed-out"],
    ["a viewer where an operator is needed", as("viewer"), "operator", 403, "forbidden"],
  ])("refuses %s in JSON, with a reference, and does not run", async (_, session, role, status, code) => {
    const { guardRoute } = world(session);
    const got = await errorOf(await guardRoute({ role }, run)(request(), params));
    expect(got).toEqual({ status, body: { error: { code, reference: expect.stringMatching(/^\w{8}$/) } } });
    expect(run).not.toHaveBeenCalled();
  });

  it("takes what changes something from its own pages only", async () => {
    const { guardRoute, deps } = world(as("operator"));
    const post = guardRoute({ role: "operator" }, run);
    expect((await errorOf(await post(request({}, "POST"), params))).status).toBe(403);
    expect(
      (await errorOf(await post(request({ origin: "https://evil.example" }, "POST"), params))).status,
    ).toBe(403);
    expect(run).not.toHaveBeenCalled();
    expect(deps.onRefused).toHaveBeenCalledTimes(2);
    expect((await post(request({ origin: "http://console.example" }, "POST"), params)).status).toBe(200);
  });

  it("may refuse other sites' reads too", async () => {
    const { guardRoute } = world(as("operator"));
    const get = guardRoute({ role: "viewer", sameOrigin: true }, run);
    expect((await get(request({ "sec-fetch-site": "cross-site" }), params)).status).toBe(403);
    expect(run).not.toHaveBeenCalled();
    expect((await get(request({ "sec-fetch-site": "same-origin" }), params)).status).toBe(200);
  });

  it("turns an expected refusal into its status", async () => {
    const { guardRoute } = world(as("viewer"));
    const get = guardRoute({ role: "viewer" }, async () => {
      throw new UseCaseError("not-found");
    });
    const got = await errorOf(await get(request(), params));
    expect(got).toMatchObject({ status: 404, body: { error: { code: "not-found" } } });
  });

  it("keeps what went wrong inside to itself, under a reference", async () => {
    const { guardRoute, deps } = world(as("viewer"));
    const bug = new Error("select secret from somewhere");
    const get = guardRoute({ role: "viewer" }, async () => {
      throw bug;
    });
    const got = await errorOf(await get(request(), params));
    const incident = deps.onError.mock.lastCall?.[0];
    expect(got).toEqual({
      status: 500,
      body: { error: { code: "internal", reference: incident?.reference } },
    });
    expect(incident).toMatchObject({ route: "GET /api/things/d1", error: bug });
  });
});
