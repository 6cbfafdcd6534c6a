"use client";

import type { ReactNode } from "react";
import { useFormStatus } from "react-dom";
import { Button, type ButtonVariant } from "@/components/ui/button";

/** The button that sends its form, and shows that this form, not another of the page, is under way. */
export function SubmitButton(props: { variant?: ButtonVariant; describedBy?: string; children: ReactNode }) {
  const { pending } = useFormStatus();
  return (
    <Button
      type="submit"
      variant={props.variant ?? "secondary"}
      pending={pending}
      aria-describedby={props.describedBy}
    >
      {props.children}
    </Button>
  );
}
