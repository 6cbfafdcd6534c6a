"use client";

import { Crash } from "@/components/shell/crash";

/** What a screen shows when it throws: the shell stays, so that the person can go elsewhere. */
export default function ConsoleError({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <div className="mx-auto max-w-2xl py-10">
      <Crash error={error} retry={retry} />
    </div>
  );
}
