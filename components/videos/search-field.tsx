"use client";

import { useTranslations } from "next-intl";
import { type Ref, useEffect, useRef, useState } from "react";
import { SearchInput } from "@/components/ui/search-input";

const PAUSE_MS = 120;

/** The search by title, tag or id. What is typed is asked for after a short pause, not at every key. */
export function SearchField(props: {
  value: string | null;
  onSearch: (text: string | null) => void;
  field: Ref<HTMLInputElement>;
}) {
  const t = useTranslations("videos.filters");
  const { onSearch } = props;
  const [text, setText] = useState(props.value ?? "");
  const asked = useRef(props.value ?? "");

  // The URL changed by itself: back, a cleared filter, a link.
  useEffect(() => {
    const now = props.value ?? "";
    if (now === asked.current) return;
    asked.current = now;
    setText(now);
  }, [props.value]);

  useEffect(() => {
    const wanted = text.trim();
    if (wanted === asked.current) return;
    const timer = setTimeout(() => {
      asked.current = wanted;
      onSearch(wanted === "" ? null : wanted);
    }, PAUSE_MS);
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
      className="w-52 shrink-0"
    />
  );
}
