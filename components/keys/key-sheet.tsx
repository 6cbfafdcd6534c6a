"use client";

import { useTranslations } from "next-intl";
import { Fragment } from "react";
import { Dialog } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";
import { isApple, KEYS, type KeyName } from "./keys";

/** Where each key works. */
const SECTIONS: Record<KeyName, "everywhere" | "lists" | "videos"> = {
  palette: "everywhere",
  help: "everywhere",
  close: "everywhere",
  down: "lists",
  up: "lists",
  open: "lists",
  search: "videos",
  select: "videos",
  selectRange: "videos",
  extendDown: "videos",
  extendUp: "videos",
};

/** All keys there are, by where they work. */
export function KeySheet(props: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const t = useTranslations("keys");
  const names = Object.keys(KEYS) as KeyName[];
  return (
    <Dialog
      open={props.open}
      onOpenChange={props.onOpenChange}
      title={t("title")}
      description={t("intro")}
      reading
    >
      <div className="grid gap-5">
        {(["everywhere", "lists", "videos"] as const).map((section) => (
          <section key={section} aria-labelledby={`keys-${section}`}>
            <h3 id={`keys-${section}`} className="mb-1 text-ink-muted text-xs">
              {t(`section.${section}`)}
            </h3>
            <dl>
              {names
                .filter((name) => SECTIONS[name] === section)
                .map((name) => (
                  <div
                    key={name}
                    className="flex items-center justify-between gap-x-4 gap-y-1 border-line border-t py-1.5 max-sm:flex-wrap"
                  >
                    <dt className="text-ink">{t(`does.${name}`)}</dt>
                    <dd className="flex shrink-0 flex-wrap items-center gap-1.5 text-ink-muted text-xs">
                      {KEYS[name].split(" ").map((press, index) => (
                        <Fragment key={press}>
                          {index > 0 && t("or")}
                          <Press press={press} />
                        </Fragment>
                      ))}
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}

/** One press as this machine's keyboard is labelled. What screen readers cannot say of a sign is said in words. */
function Press({ press }: { press: string }) {
  const t = useTranslations("keys.key");
  const apple = isApple(navigator.platform);
  const parts = press.split("+");
  return (
    <span className="inline-flex items-center gap-1">
      {parts.map((part) => {
        const name = part === "Mod" ? (apple ? "Command" : "Ctrl") : part;
        const text = t.has(name as "Shift") ? t(name as "Shift") : name;
        const sign = apple && (name === "Command" ? "⌘" : name === "Shift" ? "⇧" : null);
        return (
          <Kbd key={part}>
            {sign && <span aria-hidden>{sign}</span>}
            <span className={sign ? "sr-only" : ""}>{text}</span>
          </Kbd>
        );
      })}
    </span>
  );
}
