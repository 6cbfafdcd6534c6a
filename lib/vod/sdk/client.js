const core = require("@alicloud/openapi-core");

/**
 * Regions without a VOD endpoint of their own, which the shared one serves (vod-api.md §3.1); every region
 * named nowhere here has `vod.<region>.aliyuncs.com`. Only region ids a customer can hold are listed.
 */
const SERVED_BY_SHARED_ENDPOINT = [
  "ap-northeast-2-pop",
  "ap-southeast-2",
  "ap-southeast-3",
  "cn-beijing-finance-1",
  "cn-beijing-gov-1",
  "cn-chengdu",
  "cn-fujian",
  "cn-hangzhou-finance",
  "cn-huhehaote",
  "cn-qingdao",
  "cn-shanghai-finance-1",
  "cn-shenzhen-finance-1",
  "cn-wuhan",
  "cn-wulanchabu",
  "me-east-1",
  "rus-west-1-pop",
  "us-east-1",
];

/** Stand-in for the official client of VOD 2017-03-21: the core's client with VOD's endpoint rule. */
class Client extends core.default {
  constructor(config) {
    super(config);
    this._endpointRule = "regional";
    this._endpointMap = { "cn-hangzhou": "vod.cn-shanghai.aliyuncs.com" };
    for (const region of SERVED_BY_SHARED_ENDPOINT) this._endpointMap[region] = "vod.aliyuncs.com";
    this.checkConfig(config);
    this._endpoint ??=
      this._endpointMap[this._regionId] ??
      core.OpenApiUtil.getEndpointRules(
        "vod",
        this._regionId,
        this._endpointRule,
        this._network,
        this._suffix,
      );
  }
}

Object.defineProperty(exports, "__esModule", { value: true });
exports.default = Client;
