import type { $OpenApiUtil } from "@alicloud/openapi-core";
import OpenApiClient from "@alicloud/openapi-core";

/** Client of VOD 2017-03-21. Without `endpoint` in the config, the region decides it. */
export default class Client extends OpenApiClient {
  constructor(config: $OpenApiUtil.Config);
}
