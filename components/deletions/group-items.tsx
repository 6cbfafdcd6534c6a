"use client";

import { useTranslations } from "next-intl";
import { useRef } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { isDecidable } from "@/lib/deletion/group-of.ts";
import type { DecidableGroup } from "@/lib/deletion/types.ts";
import type { DeletionView, GroupView, ItemView } from "@/lib/engine/views.ts";
import { ActionFailureNote } from "./action-failure";
import { type Column, ItemTable } from "./item-table";
import { ItemTitle } from "./item-title";
import { useAmounts } from "./use-amounts";
import { useFactWords } from "./use-fact-words";
import { useItemDecisions } from "./use-item-decisions";

/** The videos of one group in the review; a person who may decide can take or leave single ones. */
export function GroupItems(props: { view: DeletionView; entry: GroupView; mayDecide: boolean }) {
  const { group } = props.entry;
  return props.mayDecide && isDecidable(group) ? (
    <DecidableItems view={props.view} entry={props.entry} group={group} />
  ) : (
    <PlainItems view={props.view} entry={props.entry} />
  );
}

function PlainItems({ view, entry }: { view: DeletionView; entry: GroupView }) {
  const t = useTranslations();
  const facts = useFactColumns();
  const name = t(`forecast.group.${entry.group}.name`);
  return (
    <ItemTable
      id={view.id}
      filter={{ group: entry.group }}
      total={entry.count}
      caption={t("deletions.items.caption", { group: name })}
      columns={() => facts}
    />
  );
}

function DecidableItems(props: { view: DeletionView; entry: GroupView; group: DecidableGroup }) {
  const { view, entry, group } = props;
  const t = useTranslations();
  const facts = useFactColumns();
  const { decide, decideRow, failure } = useItemDecisions(view, group);
  const withShift = useRef(false);

  function include(loaded: readonly ItemView[]): Column {
    const included = loaded.filter((item) => item.included).length;
    return {
      key: "include",
      className: "w-12",
      head: (
        <Checkbox
          aria-label={t("deletions.items.includeLoaded")}
          title={t("deletions.items.includeLoaded")}
          checked={loaded.length > 0 && included === loaded.length}
          indeterminate={included > 0 && included < loaded.length}
          onChange={(event) =>
            void decide(
              loaded.map((item) => item.seq),
              event.currentTarget.checked,
            )
          }
        />
      ),
      cell: (item, index) => (
        <Checkbox
          checked={item.included}
          aria-label={t("deletions.items.includeItem", { title: item.title ?? item.videoId })}
          onClick={(event) => {
            withShift.current = event.shiftKey;
          }}
          onChange={(event) => void decideRow(loaded, index, event.currentTarget.checked, withShift.current)}
        />
      ),
    };
  }

  return (
    <>
      <ActionFailureNote failure={failure} />
      <ItemTable
        id={view.id}
        filter={{ group }}
        total={entry.count}
        caption={t("deletions.items.caption", { group: t(`forecast.group.${group}.name`) })}
        columns={(loaded) => [include(loaded), ...facts]}
      />
    </>
  );
}

function useFactColumns(): Column[] {
  const t = useTranslations("deletions.items");
  const { bytes } = useAmounts();
  const facts = useFactWords();
  return [
    { key: "title", head: t("title"), cell: (item) => <ItemTitle item={item} /> },
    {
      key: "fact",
      head: t("fact"),
      className: "hidden w-40 md:table-cell",
      cell: (item) =>
        item.forecastNote && (
          <span className="block truncate" title={facts(item.forecastNote)}>
            {facts(item.forecastNote)}
          </span>
        ),
    },
    {
      key: "size",
      head: t("size"),
      className: "w-24 text-right",
      cell: (item) => (item.sizeBytes === null ? t("sizeUnknown") : bytes(item.sizeBytes)),
    },
  ];
}
