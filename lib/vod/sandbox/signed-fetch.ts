import { randomUUID } from "node:crypto";
import { signV1 } from "./signature-v1.ts";

type Signer = {
  accessKeyId?: string;
  secret?: string;
  method?: "GET" | "POST";
  headers?: Record<string, string>;
};

/** A raw request under signature V1.0, to see the very bytes of an answer. `Format` is JSON unless given. */
export async function signedFetch(
  url: string,
  params: Record<string, string>,
  {
    accessKeyId = "testAccessKeyId",
    secret = "testAccessKeySecret",
    method = "GET",
    headers = {},
  }: Signer = {},
) {
  const all: Record<string, string> = {
    Version: "2017-03-21",
    Format: "JSON",
    AccessKeyId: accessKeyId,
    SignatureMethod: "HMAC-SHA1",
    SignatureVersion: "1.0",
    SignatureNonce: randomUUID(),
    Timestamp: `${new Date().toISOString().slice(0, 19)}Z`,
    ...params,
  };
  const query = new URLSearchParams({ ...all, Signature: signV1(method, Object.entries(all), secret) });
  const response = await fetch(`${url}/?${query}`, { method, headers });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    text,
    /** The body of a JSON answer. */
    body: (): Record<string, unknown> => JSON.parse(text),
  };
}
