import openApi, { $OpenApiUtil } from "@alicloud/openapi-core";

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
  // The core is CommonJS: under Node its default export arrives one level deeper than under a bundler.
  const Client = "default" in openApi ? (openApi as unknown as { default: typeof openApi }).default : openApi;
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
        { readTimeout: 5000 } as never,
      );
      return { status: Number(answer.statusCode), text: String(answer.body) };
    } catch (error) {
      const { code = "", statusCode = 0, message } = error as Error & { code?: string; statusCode?: number };
      return { code, status: statusCode, message };
    }
  };
}
