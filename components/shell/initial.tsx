/** A person's first letter, where a picture would be. */
export function Initial({ name }: { name: string }) {
  const [first = "?"] = name.trim();
  return (
    <span
      aria-hidden
      className="grid size-6 shrink-0 place-items-center rounded-full border border-accent-line bg-accent-soft font-semibold text-2xs text-accent-ink"
    >
      {first.toUpperCase()}
    </span>
  );
}
