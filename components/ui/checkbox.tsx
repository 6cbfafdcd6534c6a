"use client";

import type { ComponentProps, ReactNode } from "react";
import { useEffect, useId, useRef } from "react";
import { cx } from "./cx";

export type CheckboxProps = Omit<ComponentProps<"input">, "type" | "className" | "ref"> & {
  /** Some but not all of what the box stands for. */
  indeterminate?: boolean;
  /** Without it, give `aria-label` or `aria-labelledby`. */
  label?: ReactNode;
  hint?: ReactNode;
  className?: string;
};

/**
 * A native checkbox, with a third state. Only its look is ours, so that forced colours and the keyboard are the
 * browser's own. The target is 24 px also where the box is 16.
 */
export function Checkbox({ indeterminate = false, label, hint, className, id, ...input }: CheckboxProps) {
  const ownId = useId();
  const controlId = id ?? ownId;
  const box = useRef<HTMLInputElement>(null);
  // `indeterminate` is a property only; there is no attribute for it.
  useEffect(() => {
    if (box.current) box.current.indeterminate = indeterminate;
  }, [indeterminate]);

  const control = <input {...input} id={controlId} ref={box} type="checkbox" className="checkbox-box" />;
  if (label === undefined) {
    return (
      <label htmlFor={controlId} className={cx("inline-grid size-6 place-items-center", className)}>
        {control}
      </label>
    );
  }
  return (
    <label htmlFor={controlId} className={cx("inline-flex min-h-6 items-start gap-2.5 text-sm", className)}>
      <span className="grid h-5 place-items-center">{control}</span>
      <span className="min-w-0">
        <span className="block text-ink">{label}</span>
        {hint !== undefined && <span className="block text-ink-muted text-xs">{hint}</span>}
      </span>
    </label>
  );
}
