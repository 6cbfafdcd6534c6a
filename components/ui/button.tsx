import type { ComponentProps, MouseEvent } from "react";
import { cx } from "./cx";
import { Spinner } from "./spinner";

export type ButtonVariant = "primary" | "secondary" | "ghost" | "danger";
export type ButtonSize = "sm" | "md";

const BASE =
  "inline-flex shrink-0 select-none items-center justify-center gap-1.5 whitespace-nowrap rounded-md border font-medium transition-colors disabled:cursor-not-allowed disabled:opacity-50 aria-disabled:cursor-default [&_svg]:size-4 [&_svg]:shrink-0";

const VARIANTS: Record<ButtonVariant, string> = {
  primary: "border-transparent bg-accent text-accent-on shadow-control enabled:hover:bg-accent-hover",
  secondary: "border-line bg-surface text-ink shadow-control enabled:hover:bg-hover",
  ghost: "border-transparent bg-transparent text-ink-muted enabled:hover:bg-hover enabled:hover:text-ink",
  danger: "border-transparent bg-danger text-danger-on shadow-control enabled:hover:bg-danger-hover",
};

const SIZES: Record<ButtonSize, string> = {
  sm: "h-control-sm px-2.5 text-xs",
  md: "h-control px-3.5 text-sm",
};

/** The look of a button, for a link that acts like one: `<Link className={buttonClass()} …>`. */
export function buttonClass(variant: ButtonVariant = "secondary", size: ButtonSize = "md"): string {
  // A link is never :enabled, so its hover must not ask for it.
  return cx(BASE, VARIANTS[variant].replaceAll("enabled:hover:", "hover:"), SIZES[size]);
}

export type ButtonProps = Omit<ComponentProps<"button">, "className"> & {
  variant?: ButtonVariant;
  size?: ButtonSize;
  /** Under way: a spinner shows, presses do nothing, and the button keeps its focus. */
  pending?: boolean;
  /** For place in the layout only (margin, width, order). */
  className?: string | undefined;
};

/** A button. `danger` is for what destroys, and nothing else. */
export function Button({
  variant = "secondary",
  size = "md",
  pending = false,
  type = "button",
  onClick,
  className,
  children,
  ...rest
}: ButtonProps) {
  const press = (event: MouseEvent<HTMLButtonElement>) => {
    if (pending) event.preventDefault();
    else onClick?.(event);
  };
  return (
    <button
      {...rest}
      {...(pending ? { "aria-busy": true, "aria-disabled": true } : {})}
      // Server components may render a button without a handler; then none may be passed along.
      {...(pending || onClick ? { onClick: press } : {})}
      type={type}
      className={cx(BASE, VARIANTS[variant], SIZES[size], pending && "opacity-80", className)}
    >
      {pending && <Spinner />}
      {children}
    </button>
  );
}
