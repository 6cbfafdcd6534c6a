"use client";

import { NextIntlClientProvider, useLocale, useMessages } from "next-intl";
import { type ReactNode, useMemo } from "react";
import type { Messages } from "@/lib/i18n/messages.ts";

/** The client half of `Messages`: a provider's texts replace those above it, so they are joined here. */
export function MoreMessages(props: { messages: Partial<Messages>; children: ReactNode }) {
  const locale = useLocale();
  const above = useMessages();
  const messages = useMemo(() => ({ ...above, ...props.messages }), [above, props.messages]);
  return (
    <NextIntlClientProvider locale={locale} messages={messages}>
      {props.children}
    </NextIntlClientProvider>
  );
}
