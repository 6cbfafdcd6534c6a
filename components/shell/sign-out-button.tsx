"use client";

import type { ReactNode } from "react";
import { useFormStatus } from "react-dom";
import { Button } from "@/components/ui/button";

/** The submit button of the sign-out form; it waits with the form. */
export function SignOutButton({ children }: { children: ReactNode }) {
  const { pending } = useFormStatus();
  return (
    <Button type="submit" variant="ghost" pending={pending} className="w-full justify-start!">
      {children}
    </Button>
  );
}
