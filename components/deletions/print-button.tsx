"use client";

import { useQueryClient } from "@tanstack/react-query";
import { Printer } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { type ItemsFilter, itemsQuery } from "./deletion-queries";

/** Reads the first rows of every list, so that they are on the paper too, then asks the browser to print. */
export function PrintButton(props: { id: string; lists: readonly ItemsFilter[] }) {
  const t = useTranslations("deletions.result");
  const queryClient = useQueryClient();
  const [reading, setReading] = useState(false);

  async function print() {
    setReading(true);
    // A list that cannot be read is left out of the paper; its cause and number still stand there.
    await Promise.all(
      props.lists.map((filter) => queryClient.prefetchInfiniteQuery(itemsQuery(props.id, filter))),
    );
    setReading(false);
    window.print();
  }

  return (
    <Button pending={reading} onClick={() => void print()}>
      {!reading && <Printer aria-hidden />}
      {t("print")}
    </Button>
  );
}
