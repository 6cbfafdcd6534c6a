import { CircleAlert } from "lucide-react";
import { type ReactNode, useId } from "react";
import { cx } from "./cx";

/** What a control inside a field has to carry so that label, hint and error belong to it. */
export type FieldControl = {
  id: string;
  "aria-describedby"?: string;
  "aria-invalid"?: true;
};

/** A label above a control, with a hint and an error below it. `children` gets the attributes to spread. */
export function Field(props: {
  label: ReactNode;
  hint?: ReactNode;
  /** Says what is wrong and what would be right. */
  error?: ReactNode;
  optional?: ReactNode;
  className?: string;
  children: (control: FieldControl) => ReactNode;
}) {
  const id = useId();
  const hasError = props.error !== undefined && props.error !== null && props.error !== false;
  const describedBy = [props.hint ? `${id}-hint` : null, hasError ? `${id}-error` : null].filter(Boolean);
  return (
    <div className={cx("grid gap-1.5", props.className)}>
      <label htmlFor={id} className="flex items-baseline gap-2 font-medium text-ink text-sm">
        {props.label}
        {props.optional && <span className="font-normal text-ink-faint text-xs">{props.optional}</span>}
      </label>
      {props.children({
        id,
        ...(describedBy.length > 0 ? { "aria-describedby": describedBy.join(" ") } : {}),
        ...(hasError ? { "aria-invalid": true as const } : {}),
      })}
      {props.hint && (
        <p id={`${id}-hint`} className="text-ink-muted text-xs">
          {props.hint}
        </p>
      )}
      {hasError && (
        <p id={`${id}-error`} className="flex items-start gap-1.5 text-danger-ink text-xs">
          <CircleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0" />
          {props.error}
        </p>
      )}
    </div>
  );
}
