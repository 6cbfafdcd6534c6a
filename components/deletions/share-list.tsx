"use client";

import { useTranslations } from "next-intl";
import { useId } from "react";
import { useFormats } from "@/components/ui/format";
import type { Amount } from "@/lib/engine/views.ts";
import { glanceShare } from "./glance-share";

/** Parts of a group with their share of its bytes: a text per line, and a bar below that only repeats it. */
export function ShareList(props: {
  title: string;
  whole: Amount;
  parts: readonly (Amount & { key: string; label: string })[];
}) {
  const t = useTranslations("deletions.glance");
  const formats = useFormats();
  const id = useId();
  return (
    <section aria-labelledby={id} className="grid min-w-0 content-start gap-2">
      <h4 id={id} className="text-sm">
        {props.title}
      </h4>
      <ul className="grid gap-2 text-sm">
        {props.parts.map((part) => {
          const share = glanceShare(part, props.whole);
          return (
            <li key={part.key} className="grid gap-1">
              <span className="flex flex-wrap justify-between gap-x-3">
                <span className="min-w-0 break-words">{part.label}</span>
                <span className="text-ink-muted tabular-nums">
                  {t("share", {
                    count: part.count,
                    bytes: formats.bytes(part.bytes),
                    percent: formats.percent(share),
                  })}
                </span>
              </span>
              <span aria-hidden className="h-1.5 overflow-hidden rounded-full bg-neutral-soft">
                <span className="block h-full min-w-0.5 bg-neutral" style={{ width: `${share * 100}%` }} />
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
