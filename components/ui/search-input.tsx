"use client";

import { Search, X } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ComponentProps } from "react";
import { useRef } from "react";
import { cx } from "./cx";
import { Input } from "./input";
import { Kbd } from "./kbd";

/** A search field with a way to empty it, and the key that leads to it. */
export function SearchInput({
  label,
  value,
  onValueChange,
  shortcut,
  className,
  ref,
  ...rest
}: Omit<ComponentProps<"input">, "value" | "onChange" | "type"> & {
  label: string;
  value: string;
  onValueChange: (value: string) => void;
  /** For example `/`; shown while the field is empty. The caller listens for it. */
  shortcut?: string;
}) {
  const t = useTranslations("common");
  const own = useRef<HTMLInputElement | null>(null);
  const join = (element: HTMLInputElement | null) => {
    own.current = element;
    if (typeof ref === "function") return ref(element);
    if (ref) ref.current = element;
  };
  return (
    <search className={cx("relative block", className)}>
      <Search
        aria-hidden
        className="pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-ink-faint"
      />
      <Input
        {...rest}
        ref={join}
        type="search"
        aria-label={label}
        {...(shortcut ? { "aria-keyshortcuts": shortcut } : {})}
        value={value}
        onChange={(event) => onValueChange(event.target.value)}
        className="pr-9! pl-8! [&::-webkit-search-cancel-button]:hidden"
      />
      {value === "" ? (
        shortcut && <Kbd className="absolute top-1/2 right-2 -translate-y-1/2 max-md:hidden">{shortcut}</Kbd>
      ) : (
        <button
          type="button"
          aria-label={t("clearSearch")}
          onClick={() => {
            onValueChange("");
            own.current?.focus();
          }}
          className="absolute top-1/2 right-1 grid size-6 -translate-y-1/2 place-items-center rounded-sm text-ink-faint hover:bg-hover hover:text-ink"
        >
          <X aria-hidden className="size-4" />
        </button>
      )}
    </search>
  );
}
