import { ACCOUNT_ID } from "../credentials.ts";
import type { Operation } from "./operation.ts";

/** STS GetCallerIdentity, which any key may call. */
export const getCallerIdentity: Operation = {
  version: "2015-04-01",
  access: "read",
  run: ({ key }) => {
    const userId = `2${key.accessKeyId.length.toString().padStart(17, "0")}`;
    return {
      AccountId: ACCOUNT_ID,
      Arn: `acs:ram::${ACCOUNT_ID}:user/${key.name}`,
      IdentityType: key.tokens ? "AssumedRoleUser" : "RAMUser",
      PrincipalId: userId,
      UserId: userId,
    };
  },
};
