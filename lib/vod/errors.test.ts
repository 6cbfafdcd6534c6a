import { describe, expect, it } from "vitest";
import { meaningOf } from "./errors.ts";

const refused = { kind: "refused", throttled: false, fatal: false };
const fatal = { ...refused, fatal: true };
const throttled = { ...refused, throttled: true };
const unanswered = { kind: "unanswered" };

describe("meaningOf an error that answers a deletion", () => {
  it.each([
    ["Throttling", 503, throttled],
    ["Throttling.User", 400, throttled],
    ["Throttling.Api", 400, throttled],
    ["MissingParameter", 400, refused],
    ["MissingVideoIds", 400, refused],
    ["InvalidParameter", 400, refused],
    ["InvalidParameter.Format", 400, refused],
    ["VideoIdsExceededMax", 400, refused],
    ["Forbidden", 403, fatal],
    ["Forbidden.RAM", 403, fatal],
    ["Forbidden.IllegalStatus", 403, refused],
    ["Forbidden.OperateAppResource", 403, refused],
    ["NoPermission", 200, fatal],
    ["InvalidAccessKeyId", 404, fatal],
    ["InvalidAccessKeyId.NotFound", 404, fatal],
    ["InvalidAccessKeyId.Inactive", 400, fatal],
    ["SignatureDoesNotMatch", 400, fatal],
    ["IncompleteSignature", 400, fatal],
    ["InvalidTimeStamp.Expired", 400, fatal],
    ["InvalidTimestamp.Expired", 400, fatal],
    ["IllegalTimestamp", 400, fatal],
    ["OperationDenied", 403, fatal],
    ["OperationDenied.Suspended", 403, fatal],
    ["InvalidSecurityToken.Malformed", 400, fatal],
    ["SignatureNonceUsed", 400, unanswered],
    ["InternalError", 500, unanswered],
    ["ServiceUnAvailable", 503, unanswered],
    ["ServiceUnavailable", 503, unanswered],
    ["DeleteVideoFailed", 503, unanswered],
    ["InvalidVideo.NotFound", 404, unanswered],
    ["InvalidFile.NotFound", 404, unanswered],
    ["SomethingNew", 400, unanswered],
    ["SomethingNew", 500, unanswered],
    ["undefined", 400, unanswered],
  ])("%s under HTTP %i", (code, status, meaning) => {
    expect(meaningOf(code, "delete", status)).toEqual(meaning);
  });

  it("goes by the code, whatever the status", () => {
    for (const status of [200, 400, 403, 500, 503]) {
      expect(meaningOf("InvalidParameter", "delete", status)).toEqual(refused);
      expect(meaningOf("InternalError", "delete", status)).toEqual(unanswered);
    }
  });
});

describe("meaningOf an error that answers a read", () => {
  it("takes any coded 4xx as a refusal, since a read changes nothing", () => {
    expect(meaningOf("InvalidScrollToken.Expired", "read", 400)).toEqual(refused);
    expect(meaningOf("InvalidVideo.NotFound", "read", 404)).toEqual(refused);
  });

  it("leaves a 5xx, a replayed nonce and a code under 200 open", () => {
    expect(meaningOf("SomethingNew", "read", 502)).toEqual(unanswered);
    expect(meaningOf("SignatureNonceUsed", "read", 400)).toEqual(unanswered);
    expect(meaningOf("SomethingNew", "read", 200)).toEqual(unanswered);
  });
});
