"use client";

import type { ReactNode } from "react";
import { Button, type ButtonProps } from "./button";
import { cx } from "./cx";
import { Tooltip } from "./tooltip";

/** A button that shows only an icon; its label is its accessible name and its tooltip. */
export function IconButton({
  label,
  size = "md",
  variant = "ghost",
  className,
  children,
  ...rest
}: Omit<ButtonProps, "aria-label" | "children"> & { label: string; children: ReactNode }) {
  return (
    <Tooltip text={label} label>
      <Button
        {...rest}
        variant={variant}
        size={size}
        aria-label={label}
        className={cx(size === "sm" ? "w-control-sm px-0!" : "w-control px-0!", className)}
      >
        {children}
      </Button>
    </Tooltip>
  );
}
