"use client";

import { Check, Copy } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { announce } from "./announce";
import { Button } from "./button";
import { IconButton } from "./icon-button";

const SHOWN_MS = 1500;

/** Puts a text on the clipboard and says so. An icon, or with `children` a button with words. */
export function CopyButton(props: {
  text: string;
  /** What is copied, as an accessible name: "Copy video id". */
  label: string;
  children?: string;
  className?: string;
}) {
  const t = useTranslations("common");
  const [copied, setCopied] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(props.text);
    } catch {
      // Refused by the browser (no permission, or a page without TLS): say it, and claim nothing.
      announce(t("copyFailed"));
      return;
    }
    announce(t("copied"));
    setCopied(true);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setCopied(false), SHOWN_MS);
  };

  const icon = copied ? <Check aria-hidden className="text-ok-ink" /> : <Copy aria-hidden />;
  const place = props.className ? { className: props.className } : {};
  if (props.children === undefined) {
    return (
      <IconButton {...place} size="sm" label={props.label} onClick={copy}>
        {icon}
      </IconButton>
    );
  }
  return (
    <Button {...place} size="sm" aria-label={props.label} onClick={copy}>
      {icon}
      {copied ? t("copied") : props.children}
    </Button>
  );
}
