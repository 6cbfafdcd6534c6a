import type { ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";

/** An answer, ready for the wire. */
export type Answer = { status: number; contentType: string; text: string; headers: Record<string, string> };

const SLOW_STEPS = 20;

/** How an answer goes out: whole, cut in the middle, or a few bytes at a time over `slowMs`. */
export type Manner = { cut?: "clean" | "broken"; slowMs?: number };

/** Sends the answer; returns when it has been handed over or the caller has gone. */
export async function deliver(response: ServerResponse, answer: Answer, manner: Manner): Promise<void> {
  const whole = Buffer.from(answer.text);
  const body = manner.cut ? whole.subarray(0, Math.floor(whole.length / 2)) : whole;
  response.writeHead(answer.status, {
    "content-type": answer.contentType,
    "content-length": manner.cut === "broken" ? whole.length : body.length,
    ...answer.headers,
  });
  if (manner.cut === "broken") {
    await new Promise<void>((done) => response.write(body, () => done()));
    response.destroy();
    return;
  }
  if (manner.slowMs) {
    const step = Math.max(1, Math.ceil(body.length / SLOW_STEPS));
    for (let at = 0; at < body.length && !response.destroyed; at += step) {
      response.write(body.subarray(at, at + step));
      await sleep(manner.slowMs / SLOW_STEPS);
    }
    response.end();
    return;
  }
  response.end(body);
}

/** Breaks the connection off with a TCP reset. */
export function reset(response: ServerResponse): void {
  response.socket?.resetAndDestroy();
}
