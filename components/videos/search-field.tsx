"use client";

import { useTranslations } from "next-intl";
import { type Ref, useEffect, useRef, useState } from "react";
import { SearchInput } from "@/components/ui/search-input";

/** What is typed is asked for at once, and then this often at most while more is typed. */
const EVERY_MS = 150;
/** The URL follows within this, also on a slow machine. */
const UNDER_WAY_MS = 3_000;

/** The search by title, tag or id. */
export function SearchField(props: {
  value: string | null;
  onSearch: (text: string | null) => void;
  field: Ref<HTMLInputElement>;
}) {
  const t = useTranslations("videos.filters");
  const { onSearch } = props;
  const [text, setText] = useState(props.value ?? "");
  const asked = useRef(props.value ?? "");
  /** Asked for a moment ago, and perhaps not in the URL yet. */
  const underWay = useRef<{ text: string; at: number }[]>([]);
  const askedAt = useRef(Number.NEGATIVE_INFINITY);

  // The URL changed by itself: back, a cleared filter, a link.
  useEffect(() => {
    const now = props.value ?? "";
    // What was asked for may arrive when more has been typed.
    const own = underWay.current.filter(({ at }) => performance.now() - at < UNDER_WAY_MS);
    const place = own.findIndex((one) => one.text === now);
    underWay.current = own.slice(place + 1);
    if (place >= 0 || now === asked.current) return;
    asked.current = now;
    setText(now);
  }, [props.value]);

  useEffect(() => {
    const wanted = text.trim();
    if (wanted === asked.current) return;
    const ask = () => {
      asked.current = wanted;
      askedAt.current = performance.now();
      underWay.current.push({ text: wanted, at: askedAt.current });
      onSearch(wanted === "" ? null : wanted);
    };
    const waitMs = askedAt.current + EVERY_MS - performance.now();
    if (waitMs <= 0) return ask();
    const timer = setTimeout(ask, waitMs);
    return () => clearTimeout(timer);
  }, [text, onSearch]);

  return (
    <SearchInput
      label={t("search")}
      placeholder={t("searchHint")}
      value={text}
      onValueChange={setText}
      maxLength={200}
      shortcut="/"
      ref={props.field}
      className="w-44 shrink-0 2xl:w-52"
    />
  );
}
