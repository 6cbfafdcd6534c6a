/** An error answer of the API: `code` and `status` as VOD or its gateway documents them (vod-api.md §3.6). */
export class ApiError extends Error {
  readonly code: string;
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly accessDeniedDetail: Record<string, string> | undefined;
  /** The parameter that is missing, where the error is about one. */
  readonly missing: string | undefined;

  constructor(
    status: number,
    code: string,
    message: string,
    extra: {
      headers?: Record<string, string>;
      accessDeniedDetail?: Record<string, string>;
      missing?: string;
    } = {},
  ) {
    super(message);
    this.name = "ApiError";
    this.code = code;
    this.status = status;
    this.headers = extra.headers ?? {};
    this.accessDeniedDetail = extra.accessDeniedDetail;
    this.missing = extra.missing;
  }
}

export const videoNotFound = () => new ApiError(404, "InvalidVideo.NotFound", "The video does not exist.");

export const fileNotFound = () => new ApiError(404, "InvalidFile.NotFound", "The file does not exist.");

export const invalidParameter = (name: string) =>
  new ApiError(400, "InvalidParameter", `The specified parameter "${name}" is not valid.`);

export const missingParameter = (name: string) =>
  new ApiError(
    400,
    "MissingParameter",
    `The input parameter "${name}" that is mandatory for processing this request is not supplied.`,
    { missing: name },
  );

export const noAppRight = () =>
  new ApiError(403, "Forbidden.OperateAppResource", "You are not authorized to operate the app resource.");

export const throttled = (headers: Record<string, string> = {}) =>
  new ApiError(400, "Throttling.User", "Request was denied due to user flow throttling.", { headers });
