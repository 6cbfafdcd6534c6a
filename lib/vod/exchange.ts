import type { IncomingHttpHeaders } from "node:http";
import { z } from "zod";
import { newObservation, type Observation, observeExchange } from "./observe-exchange.ts";

/** How one HTTP exchange ended, before anybody asks what the answer means. */
export type Exchange = {
  /** The request's own signatures, so that an echo of them can be cut from what is kept. */
  signatures: string[];
} & (
  | { kind: "response"; status: number; headers: Record<string, unknown>; body: string }
  /** No connection was made, so nothing can have happened. */
  | { kind: "not-sent"; message: string }
  /** The request may have arrived; `status`, `headers` and `body` hold what came back of the answer. */
  | {
      kind: "lost";
      code: "Timeout" | "CutBody" | "ConnectionReset" | "ConnectionLost";
      message: string;
      status: number | null;
      headers: Record<string, unknown>;
      body: string | null;
    }
);

/** Codes that name a connection never made, for the case that the request could not be observed. */
const CONNECT_CODES = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "EADDRNOTAVAIL",
]);

const replySchema = z.object({
  statusCode: z.number(),
  headers: z.record(z.string(), z.unknown()),
  body: z.string(),
});

/** The fields of what the core throws; `data` is the parsed body of an error answer. */
const failureSchema = z.object({
  name: z.string().catch(""),
  message: z.string().catch(""),
  code: z.string().optional().catch(undefined),
  statusCode: z.number().optional().catch(undefined),
  data: z.record(z.string(), z.unknown()).optional().catch(undefined),
});

type Failure = z.infer<typeof failureSchema>;

const DEADLINE = Symbol("deadline");

/**
 * Makes one call of the official client and says how the exchange ended. Ends within `timeoutMs`: the
 * core's own timers do not cover the body, and on a reused connection may be cleared by an earlier call.
 */
export async function exchange(call: () => Promise<unknown>, timeoutMs: number): Promise<Exchange> {
  const seen = newObservation();
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<typeof DEADLINE>((resolve) => {
    timer = setTimeout(() => {
      seen.abandoned = true;
      seen.request?.destroy();
      resolve(DEADLINE);
    }, timeoutMs);
  });
  const settled = observeExchange(seen, call).then(
    (reply) => ({ reply }),
    (error: unknown) => ({ error }),
  );
  const outcome = await Promise.race([settled, deadline]);
  clearTimeout(timer);
  const signatures = signaturesOf(seen);

  if (seen.response?.complete) return { signatures, kind: "response", ...received(seen.response) };
  const ended = outcome === DEADLINE ? late(timeoutMs) : "reply" in outcome ? outcome.reply : outcome.error;
  const reply = replySchema.safeParse(ended);
  if (reply.success) {
    const { statusCode, headers, body } = reply.data;
    return { signatures, kind: "response", status: statusCode, headers, body };
  }
  const failure = failureSchema.catch({ name: "", message: "no readable reply" }).parse(ended);
  return { signatures, ...unfinished(seen, failure) };
}

function late(timeoutMs: number): Failure {
  return { name: "RequestTimeoutError", message: `no answer within ${timeoutMs} ms` };
}

/** The distributed form keeps each member of the union apart. */
type Unsigned<E> = E extends Exchange ? Omit<E, "signatures"> : never;

function unfinished(seen: Observation, failure: Failure): Unsigned<Exchange> {
  const { code = "" } = failure;
  // The HTTP library adds the whole URL, signature included; nobody needs it to know what failed.
  const message = failure.message.replace(/\.? ?(?:Connect )?(?:POST )?https?:\S+ failed\.$/, "");
  const neverConnected = seen.request ? !seen.connected : CONNECT_CODES.has(code);
  if (neverConnected) return { kind: "not-sent", message };
  if (failure.statusCode !== undefined && failure.data !== undefined) {
    return {
      kind: "response",
      status: failure.statusCode,
      headers: {},
      body: JSON.stringify(failure.data),
    };
  }
  const arrived = seen.response && received(seen.response);
  return {
    kind: "lost",
    code: lostCode(failure, arrived !== null),
    message,
    status: arrived?.status ?? null,
    headers: arrived?.headers ?? {},
    body: arrived?.body ?? null,
  };
}

function lostCode({ name, code }: Failure, answerBegan: boolean) {
  if (name.startsWith("RequestTimeout")) return "Timeout";
  if (answerBegan) return "CutBody";
  return code === "ECONNRESET" || code === "EPIPE" ? "ConnectionReset" : "ConnectionLost";
}

function received(response: { status: number; headers: IncomingHttpHeaders; chunks: Buffer[] }) {
  const { status, headers, chunks } = response;
  return { status, headers: { ...headers }, body: Buffer.concat(chunks).toString("utf8") };
}

function signaturesOf({ request }: Observation): string[] {
  if (request === null) return [];
  const header = String(request.getHeader("authorization") ?? "");
  const inQuery = new URLSearchParams(request.path.split("?")[1] ?? "").get("Signature");
  return [/Signature=(\S+)/.exec(header)?.[1], inQuery].filter((s) => s !== undefined && s !== null);
}
