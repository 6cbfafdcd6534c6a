/** A read that failed: VOD-free, `status` 0 when the server could not be reached. */
export class ReadError extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, options?: { cause: unknown }) {
    super(`read failed: ${status} ${code}`, options);
    this.status = status;
    this.code = code;
  }
}

/**
 * Reads one of the console's own route handlers; their answers are typed by `lib/engine/views.ts`.
 *
 * @throws ReadError for anything but a 2xx answer, so that a failed read is never taken for an empty list
 */
export async function fetchJson<T>(url: string, signal: AbortSignal): Promise<T> {
  const response = await fetch(url, { signal, headers: { accept: "application/json" } }).catch(
    (cause: unknown) => {
      if (signal.aborted) throw cause;
      throw new ReadError(0, "network", { cause });
    },
  );
  if (!response.ok) throw new ReadError(response.status, await codeOf(response));
  // The handler of this same build made it from the view type; the two are compiled together.
  return (await response.json()) as T;
}

async function codeOf(response: Response): Promise<string> {
  const body: unknown = await response.json().catch(() => null);
  if (typeof body !== "object" || body === null || !("error" in body)) return "internal";
  const { error } = body;
  if (typeof error === "string") return error;
  if (typeof error === "object" && error !== null && "code" in error && typeof error.code === "string") {
    return error.code;
  }
  return "internal";
}
