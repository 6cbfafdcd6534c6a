"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import type { Layout } from "@/lib/lists/layout.ts";
import type { Reading } from "@/lib/lists/list-reader.ts";
import type { FromWorker, ToWorker } from "./list-messages";

/** A list on its way to the server, as far as the page knows. */
export type Import =
  | { step: "none" }
  | { step: "opening"; name: string | null }
  | { step: "laid-out"; name: string | null; layout: Layout }
  | { step: "reading"; name: string | null; totalBytes: number; readBytes: number; sentLines: number }
  | { step: "refused"; name: string | null; refusal: Extract<FromWorker, { kind: "refused" }> }
  | { step: "failed"; name: string | null; failure: Extract<FromWorker, { kind: "failed" }> };

/**
 * Reads a file or pasted text in a worker. Where the first lines leave no doubt it goes on by itself; else it
 * waits for `read`. `again` begins anew with the same; `cancel` ends it at any time; what was uploaded until then is no list.
 */
export function useListWorker(onDone: (listId: string) => void) {
  const [state, setState] = useState<Import>({ step: "none" });
  const worker = useRef<Worker | null>(null);
  const file = useRef<{ blob: Blob; name: string | null }>(undefined);

  const cancel = useCallback(() => {
    worker.current?.terminate();
    worker.current = null;
    setState({ step: "none" });
  }, []);
  useEffect(() => () => worker.current?.terminate(), []);

  const tell = (message: ToWorker) => worker.current?.postMessage(message);

  const read = (reading: Reading) => {
    if (!file.current) return;
    const { blob, name } = file.current;
    setState({ step: "reading", name, totalBytes: blob.size, readBytes: 0, sentLines: 0 });
    tell({ kind: "read", reading, name, origin: window.location.origin });
  };

  const hear = (message: FromWorker) => {
    const name = file.current?.name ?? null;
    switch (message.kind) {
      case "layout": {
        const { delimiter, header, column, columns } = message.layout;
        if (column === "all" || (column !== null && columns === 1)) read({ delimiter, header, column });
        else setState({ step: "laid-out", name, layout: message.layout });
        return;
      }
      case "progress":
        setState((now) => (now.step === "reading" ? { ...now, ...message } : now));
        return;
      case "done":
        cancel();
        onDone(message.listId);
        return;
      case "refused":
        setState({ step: "refused", name, refusal: message });
        return;
      case "failed":
        setState({ step: "failed", name, failure: message });
        return;
      default:
        message satisfies never;
    }
  };
  const latest = useRef(hear);
  useEffect(() => {
    latest.current = hear;
  });

  const open = (blob: Blob, name: string | null) => {
    cancel();
    file.current = { blob, name };
    setState({ step: "opening", name });
    const started = new Worker(new URL("./list-worker.ts", import.meta.url), { type: "module" });
    started.onmessage = ({ data }: MessageEvent<FromWorker>) => latest.current(data);
    // It could not be loaded, or died: neither is the list's fault.
    started.onerror = () => latest.current({ kind: "failed", code: "internal" });
    worker.current = started;
    tell({ kind: "open", file: blob });
  };

  const again = () => {
    if (file.current) open(file.current.blob, file.current.name);
  };

  return { state, open, again, read, cancel };
}
