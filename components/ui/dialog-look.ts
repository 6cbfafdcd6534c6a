/** The look that dialogs and alert dialogs share. */
export const DIALOG = {
  backdrop:
    "fixed inset-0 z-dialog bg-scrim transition-opacity duration-slow data-ending-style:opacity-0 data-starting-style:opacity-0",
  viewport: "fixed inset-0 z-dialog grid place-items-center overflow-y-auto p-4 max-sm:items-end max-sm:p-0",
  popup:
    "relative flex max-h-[calc(100dvh-2rem)] w-full flex-col rounded-xl bg-raised text-ink shadow-dialog outline-none transition duration-slow ease-out data-ending-style:translate-y-2 data-starting-style:translate-y-2 data-ending-style:opacity-0 data-starting-style:opacity-0 max-sm:max-h-[92dvh] max-sm:rounded-b-none",
  sizes: { sm: "sm:max-w-md", md: "sm:max-w-xl", lg: "sm:max-w-3xl" },
  head: "flex items-start justify-between gap-4 px-5 pt-4.5 pb-3 sm:px-6",
  title: "font-semibold text-ink text-lg",
  description: "mt-1 text-ink-muted text-sm",
  body: "min-h-0 flex-1 overflow-y-auto px-5 py-1 pb-4 text-sm sm:px-6",
  footer: "flex flex-wrap items-center justify-end gap-2 border-line border-t px-5 py-3.5 sm:px-6",
} as const;
