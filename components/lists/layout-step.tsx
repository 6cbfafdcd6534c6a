"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { cx } from "@/components/ui/cx";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/input";
import { Table, Td, Th } from "@/components/ui/table";
import type { IdColumn, Layout } from "@/lib/lists/layout.ts";
import type { Reading } from "@/lib/lists/list-reader.ts";

const ROWS_SHOWN = 6;

/** A look at the first lines of a table, to say which column holds the ids. */
export function LayoutStep(props: {
  layout: Layout;
  name: string | null;
  onRead: (reading: Reading) => void;
  onBack: () => void;
}) {
  const t = useTranslations("lists");
  const { layout } = props;
  const [column, setColumn] = useState<IdColumn | null>(layout.column);
  const [header, setHeader] = useState(layout.header);
  const [first = [], ...others] = layout.sample;
  const rows = (header ? others : layout.sample).slice(0, ROWS_SHOWN);
  const nameOf = (at: number) => (header && first[at]?.trim()) || t("column", { number: at + 1 });
  const columns = Array.from({ length: layout.columns }, (_, at) => at);
  return (
    <div className="grid gap-4 pb-1">
      <p>
        {t(layout.column === null ? "columnUnclear" : "columnFound", { name: props.name ?? t("pasted") })}
      </p>
      <div className="flex flex-wrap items-end gap-x-6 gap-y-3">
        <Field label={t("idColumn")} className="min-w-56">
          {(control) => (
            <Select
              {...control}
              value={column === null ? "" : String(column)}
              onChange={({ target: { value } }) =>
                setColumn(value === "" ? null : value === "all" ? "all" : Number(value))
              }
            >
              <option value="">{t("choose")}</option>
              {columns.map((at) => (
                <option key={at} value={at}>
                  {nameOf(at)}
                </option>
              ))}
              <option value="all">{t("allColumns")}</option>
            </Select>
          )}
        </Field>
        <Checkbox
          label={t("hasHeader")}
          checked={header}
          onChange={(event) => setHeader(event.target.checked)}
          className="pb-2"
        />
      </div>
      <div className="overflow-hidden rounded-lg border border-line">
        <Table aria-label={t("preview")}>
          <thead>
            <tr>
              {columns.map((at) => (
                <Th key={at} className={cx(isChosen(column, at) && "text-accent-ink!")}>
                  {nameOf(at)}
                </Th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((cells, row) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: lines of a file have no other name
              <tr key={row}>
                {columns.map((at) => (
                  <Td
                    key={at}
                    className={cx(
                      "max-w-72 truncate",
                      isChosen(column, at) && "bg-accent-soft font-mono text-xs",
                    )}
                  >
                    {cells[at]}
                  </Td>
                ))}
              </tr>
            ))}
          </tbody>
        </Table>
      </div>
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={props.onBack}>{t("back")}</Button>
        <Button
          variant="primary"
          disabled={column === null}
          onClick={() => column !== null && props.onRead({ delimiter: layout.delimiter, header, column })}
        >
          {t("read")}
        </Button>
      </div>
    </div>
  );
}

function isChosen(column: IdColumn | null, at: number): boolean {
  return column === "all" || column === at;
}
