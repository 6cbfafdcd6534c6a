/** How far something has come; `done` null while nobody knows. */
export function Progress(props: { label: string; done: number | null; total: number }) {
  return (
    <progress
      aria-label={props.label}
      max={Math.max(1, props.total)}
      {...(props.done === null ? {} : { value: Math.min(props.done, props.total) })}
      className="h-1.5 w-full appearance-none overflow-hidden rounded-full bg-neutral-soft [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-neutral-soft [&::-webkit-progress-value]:bg-accent"
    />
  );
}
