import { getMessages } from "next-intl/server";
import type { ReactNode } from "react";
import { type Namespace, pickMessages } from "@/lib/i18n/messages.ts";
import { MoreMessages } from "./more-messages";

/**
 * Gives client components below it the texts of further namespaces. `common` and `shell` are there already;
 * server components need none of this.
 */
export async function Messages(props: { namespaces: readonly Namespace[]; children: ReactNode }) {
  const messages = await getMessages();
  return <MoreMessages messages={pickMessages(messages, props.namespaces)}>{props.children}</MoreMessages>;
}
