import { $OpenApiUtil } from "@alicloud/openapi-core";
import VodSdkExport from "@alicloud/vod20170321";
import { interopDefault } from "../interop-default.ts";

/** What came back through the official core; errors of the API keep its code. */
export type CoreAnswer = { status: number; text: string } | { code: string; status: number; message: string };

type Options = {
  url: string;
  accessKeyId?: string;
  accessKeySecret?: string;
  securityToken?: string;
  /** `v2` makes the core sign in the query (V1.0), else it signs in headers (V3). */
  signature?: "v2" | "v3";
  method?: "GET" | "POST";
};

/** The official core (`@alicloud/openapi-core`) pointed at a sandbox: for tests only. */
export function officialClient(options: Options) {
  const Client = interopDefault(VodSdkExport);
  const config = new $OpenApiUtil.Config({
    accessKeyId: options.accessKeyId ?? "sandbox-operator",
    accessKeySecret: options.accessKeySecret ?? "sandbox-operator-secret",
    ...(options.securityToken && { securityToken: options.securityToken, type: "sts" }),
    endpoint: options.url.replace("http://", ""),
    protocol: "HTTP",
    regionId: "cn-shanghai",
    ...(options.signature === "v2" && { signatureAlgorithm: "v2" }),
  });
  const client = new Client(config);
  // The options' class lives in a package of the core's own; only its fields, all optional, are read.
  const runtime = { readTimeout: 5000 } as Parameters<typeof client.callApi>[2];
  return async (
    action: string,
    query: Record<string, string>,
    version = "2017-03-21",
  ): Promise<CoreAnswer> => {
    try {
      const answer = await client.callApi(
        new $OpenApiUtil.Params({
          action,
          version,
          protocol: "HTTP",
          pathname: "/",
          method: options.method ?? "POST",
          authType: "AK",
          style: "RPC",
          reqBodyType: "formData",
          bodyType: "string",
        }),
        new $OpenApiUtil.OpenApiRequest({ query }),
        runtime,
      );
      return { status: Number(answer.statusCode), text: String(answer.body) };
    } catch (error) {
      const { code = "", statusCode = 0, message } = error as Error & { code?: string; statusCode?: number };
      return { code, status: statusCode, message };
    }
  };
}
