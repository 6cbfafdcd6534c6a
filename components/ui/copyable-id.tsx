import { CopyButton } from "./copy-button";
import { cx } from "./cx";

/** An id in mono with its copy button. Cut in the middle of the layout, never in what is copied. */
export function CopyableId(props: { id: string; copyLabel: string; className?: string }) {
  return (
    <span className={cx("inline-flex min-w-0 max-w-full items-center gap-0.5", props.className)}>
      <code className="truncate font-mono text-xs" title={props.id}>
        {props.id}
      </code>
      <CopyButton text={props.id} label={props.copyLabel} />
    </span>
  );
}
