import { z } from "zod";
import { wireText } from "./value.ts";

const schema = z.object({ AccountId: wireText.pipe(z.string()), Arn: wireText });

/** Reads STS GetCallerIdentity, version 2015-04-01. */
export function readCallerIdentity(value: Record<string, unknown>): { accountId: string; arn: string } {
  const { AccountId: accountId, Arn: arn } = schema.parse(value);
  return { accountId, arn: arn ?? "" };
}
