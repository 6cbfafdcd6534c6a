import type { IncomingMessage, ServerResponse } from "node:http";
import { z } from "zod";
import { type Control, newVideoSchema, videoChangeSchema } from "./control.ts";
import { faultSchema } from "./faults.ts";
import { isKind, KINDS } from "./kinds.ts";
import { limitChangesSchema, switchChangesSchema } from "./settings.ts";

export const ADMIN_PREFIX = "/__sandbox/";

const faultsBody = z.union([z.array(faultSchema), faultSchema.transform((fault) => [fault])]);
const newVideosBody = z.union([z.array(newVideoSchema), newVideoSchema.transform((video) => [video])]);

class AdminError extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/**
 * The sandbox's own interface under `/__sandbox/`, JSON in and out. It has no key: the server listens on
 * loopback only, and a browser's cross-origin request (which carries Origin) is refused.
 */
export async function handleAdmin(
  control: Control,
  about: Record<string, unknown>,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  let status = 200;
  let body: unknown;
  try {
    if (request.headers.origin !== undefined)
      throw new AdminError(403, "This interface is not for browsers.");
    body = await route(control, about, request, url);
  } catch (error) {
    status = error instanceof AdminError ? error.status : 400;
    body = { error: error instanceof Error ? error.message : String(error) };
  }
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(body ?? { ok: true }));
}

async function route(
  control: Control,
  about: Record<string, unknown>,
  request: IncomingMessage,
  url: URL,
): Promise<unknown> {
  const [resource = "", id] = url.pathname.slice(ADMIN_PREFIX.length).split("/").map(decodeURIComponent);
  const call = `${request.method} ${resource}${id === undefined ? "" : "/:id"}`;
  const number = (name: string) => {
    const text = url.searchParams.get(name);
    return text === null ? undefined : z.coerce.number().int().min(0).parse(text);
  };
  switch (call) {
    case "GET health":
      return { ...about, deleted: control.deleted().length };
    case "GET switches":
      return control.switches();
    case "PUT switches":
      return control.setSwitches(switchChangesSchema.parse(await json(request)));
    case "DELETE switches":
      return control.resetSwitches();
    case "GET limits":
      return control.limits();
    case "PUT limits":
      control.setLimits(limitChangesSchema.parse(await json(request)));
      return control.limits();
    case "DELETE limits":
      control.resetLimits();
      return control.limits();
    case "GET clock":
      return { skewMs: control.skewMs() };
    case "PUT clock":
      control.setSkewMs(z.strictObject({ skewMs: z.number() }).parse(await json(request)).skewMs);
      return { skewMs: control.skewMs() };
    case "GET requests":
      return control.requests({
        action: url.searchParams.get("action") ?? undefined,
        since: number("since"),
        limit: number("limit"),
      });
    case "DELETE requests":
      return control.clearRequests();
    case "GET faults":
      return control.faults();
    case "POST faults":
      control.addFaults(...faultsBody.parse(await json(request)));
      return control.faults();
    case "DELETE faults":
      return control.clearFaults();
    case "GET deleted":
      return control.deleted();
    case "GET videos": {
      const kind = url.searchParams.get("kind") ?? "removable";
      if (!isKind(kind)) throw new AdminError(400, `kind is one of ${Object.keys(KINDS).join(", ")}`);
      const videos = control.find(kind, number("limit") ?? 20, number("offset") ?? 0);
      return { ids: videos.map((video) => video.id), videos };
    }
    case "POST videos":
      return newVideosBody.parse(await json(request)).map((video) => control.addVideo(video));
    case "GET videos/:id": {
      const video = control.video(id ?? "");
      if (!video) throw new AdminError(404, `there is no video ${id}`);
      return video;
    }
    case "POST videos/:id":
      control.changeVideo(id ?? "", videoChangeSchema.parse(await json(request)));
      return control.video(id ?? "") ?? { vanished: true };
    default:
      throw new AdminError(404, `there is no ${call}`);
  }
}

async function json(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return JSON.parse(Buffer.concat(chunks).toString("utf8"));
}
