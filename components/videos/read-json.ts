import type { ActionErrorCode } from "@/lib/actions/errors.ts";

/** A read that did not succeed. `code` fits `errors.json`, or is `network` when the server was not reached. */
export class ReadFailure extends Error {
  readonly code: ActionErrorCode | "network";
  readonly reference: string | undefined;

  constructor(
    code: ActionErrorCode | "network",
    options: { reference?: string | undefined; cause?: unknown } = {},
  ) {
    super(`read failed: ${code}`, { cause: options.cause });
    this.name = "ReadFailure";
    this.code = code;
    this.reference = options.reference;
  }
}

type Request = { signal: AbortSignal; body?: unknown };

/**
 * Reads one of the console's own route handlers. A `body` is posted as JSON.
 *
 * @throws ReadFailure for anything but a 2xx answer: a failed read is never taken for an empty one
 */
export async function readJson<T>(url: string, options: Request): Promise<T> {
  const response = await ask(url, options);
  // The handler that made it and the type named here are compiled together.
  return (await response.json()) as T;
}

/**
 * Reads a file whole. The browser keeps it outside of the page's memory, on disk when it is large.
 *
 * @throws ReadFailure also when it breaks off: half a file is none
 */
export async function readFile(url: string, options: Request): Promise<Blob> {
  const response = await ask(url, options);
  return await reached(response.blob(), options.signal);
}

async function ask(url: string, { signal, body }: Request): Promise<Response> {
  const posted =
    body === undefined
      ? {}
      : {
          method: "POST",
          body: JSON.stringify(body),
          headers: { "content-type": "application/json" },
        };
  const response = await reached(fetch(url, { signal, ...posted }), signal);
  if (!response.ok) throw await failureOf(response);
  return response;
}

async function reached<T>(asked: Promise<T>, signal: AbortSignal): Promise<T> {
  try {
    return await asked;
  } catch (cause) {
    if (signal.aborted) throw cause;
    throw new ReadFailure("network", { cause });
  }
}

/** What one of our own handlers said no with. */
export async function failureOf(response: Response): Promise<ReadFailure> {
  const body: unknown = await response.json().catch(() => null);
  const error = typeof body === "object" && body !== null && "error" in body ? body.error : null;
  if (typeof error !== "object" || error === null) return new ReadFailure("internal");
  const reference = "reference" in error && typeof error.reference === "string" ? error.reference : undefined;
  const code = "code" in error && typeof error.code === "string" ? error.code : "internal";
  // Our own guard wrote the code; a text for it is looked up with a fallback all the same.
  return new ReadFailure(code as ActionErrorCode, { reference });
}

/** What a thrown error has to say on the screen; anything unforeseen is a fault of ours. */
export function asFailure(error: unknown): {
  code: ActionErrorCode | "network";
  reference?: string | undefined;
} {
  return error instanceof ReadFailure ? error : { code: "internal" };
}
