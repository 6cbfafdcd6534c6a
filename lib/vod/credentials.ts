import { isDeepStrictEqual } from "node:util";
import CredentialExport from "@alicloud/credentials";
import { interopDefault } from "./interop-default.ts";

const Credential = interopDefault(CredentialExport);

export type AccessKey = { accessKeyId: string; accessKeySecret: string; securityToken?: string };

/** `chain` is the official chain: environment, OIDC, profile files, instance role, URI. */
export type CredentialSource = "chain" | AccessKey;

export type Credentials = {
  /** The key to sign the next request with. Rejects when the chain finds none. */
  current(): Promise<AccessKey>;
  /** Forgets the key, so that the next one is fetched anew. False when there is nowhere to fetch it from. */
  renew(used: AccessKey): boolean;
};

export function createCredentials(source: CredentialSource): Credentials {
  if (source !== "chain") return { current: async () => source, renew: () => false };
  let chain: InstanceType<typeof Credential> | undefined;
  let latest: AccessKey | undefined;

  async function current(): Promise<AccessKey> {
    chain ??= new Credential();
    try {
      const { accessKeyId, accessKeySecret, securityToken } = await chain.getCredential();
      if (!accessKeyId || !accessKeySecret) throw new Error("the credential chain gave no access key");
      const fresh: AccessKey = { accessKeyId, accessKeySecret, ...(securityToken ? { securityToken } : {}) };
      // One object per key: its identity tells one key from the next.
      if (!isDeepStrictEqual(latest, fresh)) latest = fresh;
      return latest ?? fresh;
    } catch (error) {
      // After a failure the vendor's chain stays with the last provider it tried; a new one tries all again.
      chain = undefined;
      throw error;
    }
  }

  function renew(used: AccessKey): boolean {
    // Calls in flight together meet the same expiry; only the first of them throws the key away.
    if (used === latest) chain = latest = undefined;
    return true;
  }

  return { current, renew };
}
