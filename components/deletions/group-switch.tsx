"use client";

import { type ReactNode, useState } from "react";
import { Switch } from "@/components/ui/switch";

/**
 * Includes or leaves a group. It shows what was asked for while the server decides, then what the server
 * says. Where `onChange` gives no promise (a dialog asks first), it stays as it is.
 */
export function GroupSwitch(props: {
  label: ReactNode;
  hint?: ReactNode;
  tone?: "accent" | "danger";
  on: boolean;
  disabled: boolean;
  onChange: (wanted: boolean) => Promise<unknown> | undefined;
}) {
  const [wanted, setWanted] = useState<boolean | null>(null);
  return (
    <Switch
      label={props.label}
      {...(props.hint !== undefined && { hint: props.hint })}
      tone={props.tone ?? "accent"}
      checked={wanted ?? props.on}
      disabled={props.disabled}
      onChange={(event) => {
        if (wanted !== null) return;
        const next = event.currentTarget.checked;
        const decided = props.onChange(next);
        if (!decided) return;
        setWanted(next);
        void decided.finally(() => setWanted(null));
      }}
    />
  );
}
