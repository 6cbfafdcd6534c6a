"use client";

import { Crash } from "@/components/shell/crash";

/** What the root shows when a page or a layout below it throws. */
export default function RootError({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <main className="mx-auto grid min-h-dvh max-w-2xl content-center p-6">
      <Crash error={error} retry={retry} />
    </main>
  );
}
