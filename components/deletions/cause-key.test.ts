import { describe, expect, it } from "vitest";
import { NOT_SENT_REASONS, OUTCOMES } from "@/lib/deletion/types.ts";
import en from "@/lib/i18n/messages/en/outcomes.json" with { type: "json" };
import zh from "@/lib/i18n/messages/zh/outcomes.json" with { type: "json" };
import { causeKey } from "./cause-key.ts";

const failed = (code: string | null) => causeKey({ outcome: "failed", reason: null, code });

describe("causeKey", () => {
  it.each([
    ["Throttling.User", "failed-throttled"],
    ["Forbidden.RAM", "failed-forbidden"],
    ["NoPermission", "failed-forbidden"],
    ["InvalidAccessKeyId.Inactive", "failed-credentials"],
    ["SignatureDoesNotMatch", "failed-credentials"],
    ["InvalidTimeStamp.Expired", "failed-clock"],
    ["OperationDenied.Suspended", "failed-account"],
    ["InvalidParameter.Format", "failed-parameter"],
    ["InvalidVideo.NotFound", "failed-parameter"],
    ["ServiceUnAvailable", "failed-service"],
    ["SomethingNew", "failed-other"],
    [null, "failed-other"],
  ])("explains code %s as %s", (code, key) => {
    expect(failed(code)).toBe(key);
  });

  it("has texts in both languages for every outcome and every reason", () => {
    const keys = [
      ...OUTCOMES.map((outcome) => causeKey({ outcome, reason: null, code: null })),
      ...NOT_SENT_REASONS.map((reason) => causeKey({ outcome: "not-sent", reason, code: null })),
      ...[
        "Throttling",
        "Forbidden",
        "IllegalTimestamp",
        "IncompleteSignature",
        "OperationDenied",
        "MissingX",
        "InternalError",
      ].map(failed),
    ];
    for (const key of keys) {
      expect(Object.keys(en.cause)).toContain(key);
      expect(Object.keys(zh.cause)).toContain(key);
    }
  });
});
