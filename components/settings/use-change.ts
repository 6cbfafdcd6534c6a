"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import type { ActionResult } from "@/lib/actions/errors.ts";
import type { ChangeFailure } from "./setting-actions";

/**
 * Runs a server action that changes a setting, then reads the page again, whatever came back: what it shows is
 * what the server says. Pending until that is done.
 */
export function useChange() {
  const router = useRouter();
  const [pending, start] = useTransition();
  const [failure, setFailure] = useState<ChangeFailure | null>(null);

  function run<T>(act: () => Promise<ActionResult<T>>, done: () => void): void {
    setFailure(null);
    start(async () => {
      const result = await act().catch(() => ({ ok: false as const, error: { code: "network" as const } }));
      start(() => {
        router.refresh();
        if (result.ok) done();
        else setFailure(result.error);
      });
    });
  }

  return { run, pending, failure, clear: () => setFailure(null) };
}
