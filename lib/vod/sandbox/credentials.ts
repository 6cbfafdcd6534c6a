import { APP } from "./library.ts";

/** One access key of the sandbox's account and what it may do. */
export type AccessKey = {
  accessKeyId: string;
  secret: string;
  name: string;
  active: boolean;
  rights: "all" | "read";
  /** Applications this key may not change, and those it may not even read (vod-api.md §5). */
  noWriteApps: readonly string[];
  noReadApps: readonly string[];
  /** Security tokens that go with a temporary key, by whether they are still good. */
  tokens?: Readonly<Record<string, "valid" | "expired">>;
};

export const ACCOUNT_ID = "1029384756102938";

const key = (accessKeyId: string, secret: string, more: Partial<AccessKey> = {}): AccessKey => ({
  accessKeyId,
  secret,
  name: accessKeyId,
  active: true,
  rights: "all",
  noWriteApps: [APP.readOnly, APP.hidden],
  noReadApps: [APP.hidden],
  ...more,
});

/** The keys a sandbox knows unless it is given others. None of them means anything to Alibaba Cloud. */
export const SANDBOX_KEYS: readonly AccessKey[] = [
  key("sandbox-operator", "sandbox-operator-secret"),
  key("sandbox-readonly", "sandbox-readonly-secret", { rights: "read" }),
  key("sandbox-disabled", "sandbox-disabled-secret", { active: false }),
  key("sandbox-owner", "sandbox-owner-secret", { noWriteApps: [], noReadApps: [] }),
  key("testAccessKeyId", "testAccessKeySecret"),
  key("STS.sandbox", "STS.sandbox-secret", {
    tokens: { "sandbox-token": "valid", "sandbox-token-expired": "expired" },
  }),
];

export type KeyTable = ReadonlyMap<string, AccessKey>;

export function keyTable(keys: readonly AccessKey[] = SANDBOX_KEYS): KeyTable {
  return new Map(keys.map((entry) => [entry.accessKeyId, entry]));
}
