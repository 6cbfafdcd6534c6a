import { beforeEach, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import type { Role } from "../auth/roles.ts";
import type { Session } from "../auth/sessions.ts";
import { UseCaseError } from "../use-case-error.ts";
import { type ActionDeps, createAction } from "./create-action.ts";

const OWN = { host: "console.example", origin: "http://console.example", "x-forwarded-for": "10.0.0.9" };
const as = (role: Role): Session => ({
  user: { id: "u1", username: "una", name: "Una", role },
  sessionIdHash: "h1",
});
const CONTROL_FLOW = new Error("NEXT_REDIRECT");

function world(options: { headers?: Record<string, string>; session?: Session | null } = {}) {
  const deps = {
    headers: async () => new Headers(options.headers ?? OWN),
    session: vi.fn(async () => (options.session === undefined ? as("operator") : options.session)),
    secure: () => false,
    onRefused: vi.fn<ActionDeps["onRefused"]>(async () => {}),
    onInternalError: vi.fn<ActionDeps["onInternalError"]>(),
    rethrowControlFlow: (error: unknown) => {
      if (error === CONTROL_FLOW) throw error;
    },
  };
  return { deps, action: createAction(deps) };
}

const run = vi.fn(async (input: { id: string }) => ({ did: input.id }));
const options = {
  role: "operator",
  name: "thing.change",
  schema: z.object({ id: z.string().min(1) }),
} as const;
beforeEach(() => void run.mockClear());

describe("an action that everything speaks for", () => {
  it("runs once, with the parsed input and who asks, and answers what it gives", async () => {
    const { action, deps } = world();
    expect(await action(options, run)({ id: "d1" })).toEqual({ ok: true, data: { did: "d1" } });
    expect(run).toHaveBeenCalledExactlyOnceWith(
      { id: "d1" },
      {
        actor: { id: "u1", name: "Una" },
        session: as("operator"),
        request: { address: "10.0.0.9", userAgent: null },
      },
    );
    expect(deps.onRefused).not.toHaveBeenCalled();
  });

  it("hands on only what the schema names", async () => {
    const { action } = world();
    const forged = { id: "d1", actor: "admin" };
    await action(options, run)(forged);
    expect(run.mock.lastCall?.[0]).toEqual({ id: "d1" });
  });
});

describe("an action that is refused does not run", () => {
  it.each<[string, Parameters<typeof world>[0], string]>([
    ["a viewer", { session: as("viewer") }, "forbidden"],
    ["nobody signed in", { session: null }, "signed-out"],
    ["another origin", { headers: { ...OWN, origin: "https://evil.example" } }, "foreign-origin"],
    ["no origin", { headers: { host: OWN.host } }, "foreign-origin"],
    ["a sibling site", { headers: { ...OWN, "sec-fetch-site": "same-site" } }, "foreign-origin"],
  ])("for %s, and the attempt is noted", async (_, given, code) => {
    const { action, deps } = world(given);
    expect(await action(options, run)({ id: "d1" })).toEqual({ ok: false, error: { code } });
    expect(run).not.toHaveBeenCalled();
    expect(deps.onRefused).toHaveBeenCalledOnce();
    expect(deps.onRefused.mock.lastCall?.[0]).toMatchObject({ action: "thing.change", code });
  });

  it("for another origin, without even asking who it is", async () => {
    const { action, deps } = world({ headers: { host: OWN.host } });
    await action(options, run)({ id: "d1" });
    expect(deps.session).not.toHaveBeenCalled();
  });

  it.each([[{ id: "" }], [{}], [null], [undefined], ["d1"], [{ id: ["d1"] }]])(
    "for input that is not what it should be: %j",
    async (input) => {
      const { action } = world();
      // What a direct POST may carry.
      const result = await action(options, run)(input as { id: string });
      expect(result).toMatchObject({ ok: false, error: { code: "invalid-input" } });
      expect(run).not.toHaveBeenCalled();
    },
  );

  it("for a list that is too long, and says that it is the length", async () => {
    const { action } = world();
    const lists = {
      role: "operator",
      name: "thing.list",
      schema: z.object({ ids: z.array(z.string()).max(2) }),
    } as const;
    const never = vi.fn(async () => null);
    expect(await action(lists, never)({ ids: ["a", "b", "c"] })).toEqual({
      ok: false,
      error: { code: "too-many", detail: { field: "ids" } },
    });
    expect(never).not.toHaveBeenCalled();
  });

  it("for input of somebody who may not: the role comes before the input", async () => {
    const { action } = world({ session: as("viewer") });
    expect(await action(options, run)({ id: "" })).toEqual({ ok: false, error: { code: "forbidden" } });
  });
});

describe("an action that fails", () => {
  it("answers an expected refusal with its code and its figures", async () => {
    const { action, deps } = world();
    const result = await action(options, async () => {
      throw new UseCaseError("typed-count-wrong", { expected: 128 });
    })({ id: "d1" });
    expect(result).toEqual({ ok: false, error: { code: "typed-count-wrong", detail: { expected: 128 } } });
    expect(deps.onInternalError).not.toHaveBeenCalled();
  });

  it("is noted like a role that is too low, where the thing itself is not for this role", async () => {
    const { action, deps } = world();
    const result = await action(options, async () => {
      throw new UseCaseError("forbidden");
    })({ id: "d1" });
    expect(result).toMatchObject({ ok: false, error: { code: "forbidden" } });
    expect(deps.onRefused.mock.calls).toMatchObject([[{ action: "thing.change", code: "forbidden" }]]);
  });

  it("says nothing of what went wrong inside but a reference, under which it is logged", async () => {
    const { action, deps } = world();
    const bug = new Error("password=hunter2 at postgres://u:p@db");
    const result = await action(options, async () => {
      throw bug;
    })({ id: "d1" });
    const { reference } = deps.onInternalError.mock.lastCall?.[0] ?? {};
    expect(reference).toMatch(/^[2-9a-z]{8}$/);
    expect(result).toEqual({ ok: false, error: { code: "internal", reference } });
    expect(deps.onInternalError.mock.lastCall?.[0].error).toBe(bug);
  });

  it("answers an unreadable session as internal, and does not run", async () => {
    const { action, deps } = world();
    deps.session.mockRejectedValue(new Error("store closed"));
    expect(await action(options, run)({ id: "d1" })).toMatchObject({
      ok: false,
      error: { code: "internal" },
    });
    expect(run).not.toHaveBeenCalled();
  });

  it("lets a redirect through", async () => {
    const { action } = world();
    const leave = action(options, async () => {
      throw CONTROL_FLOW;
    });
    await expect(leave({ id: "d1" })).rejects.toBe(CONTROL_FLOW);
  });
});
