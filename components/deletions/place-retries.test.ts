import { describe, expect, it } from "vitest";
import type { CauseView, RetryView } from "@/lib/engine/views.ts";
import { placeRetries } from "./place-retries.ts";

const cause = (outcome: CauseView["outcome"], code: string | null = null): CauseView => ({
  outcome,
  reason: null,
  code,
  message: null,
  count: 1,
  bytes: 1,
});
const retry = (of: RetryView["cause"]): RetryView => ({ cause: of, count: 2, openChildId: null });

describe("placeRetries", () => {
  it("offers a follow-up once, beside the first cause it tries again", () => {
    const causes = [cause("failed", "A"), cause("failed", "B"), cause("unknown")];
    const { beside, leftOver } = placeRetries(causes, [retry("failed"), retry("unknown")]);
    expect(causes.map((c) => beside.get(c)?.cause)).toEqual(["failed", undefined, "unknown"]);
    expect(leftOver).toEqual([]);
  });

  it("loses no follow-up that fits no cause on the screen", () => {
    expect(placeRetries([cause("missing")], [retry("failed")]).leftOver).toEqual([retry("failed")]);
  });

  it("offers a retry for what stayed unremovable in spite of Force", () => {
    const unremovable = cause("unremovable");
    expect(placeRetries([unremovable], [retry("failed")]).beside.get(unremovable)?.cause).toBe("failed");
  });
});
