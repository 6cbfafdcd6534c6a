"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { notify } from "@/components/ui/notify";
import type { ActionErrorCode, ActionResult } from "@/lib/actions/errors.ts";
import { VIEWS_KEY } from "./view-queries";

/**
 * Runs an action about a view, then reads the views again. It is acknowledged in a corner, and so is a
 * failure, but for codes that the caller tells in place (`told`).
 */
export function useViewAction() {
  const client = useQueryClient();
  const errors = useTranslations("errors");
  const network = useTranslations("videos.network");
  const [pending, setPending] = useState(false);

  async function run<T>(
    act: () => Promise<ActionResult<T>>,
    say: { done: string; failed: string; told?: ActionErrorCode },
  ): Promise<ActionResult<T> | null> {
    setPending(true);
    const result = await act().catch(() => null);
    await client.invalidateQueries({ queryKey: VIEWS_KEY });
    setPending(false);
    if (result?.ok) {
      notify({ tone: "ok", text: say.done });
    } else if (!result || result.error.code !== say.told) {
      const detail = result
        ? `${errors(`${result.error.code}.what`)} ${errors(`${result.error.code}.todo`)}`
        : `${network("what")} ${network("todo")}`;
      notify({ tone: "danger", text: say.failed, detail });
    }
    return result;
  }

  return { run, pending };
}
