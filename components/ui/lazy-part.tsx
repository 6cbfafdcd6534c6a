"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { Component, type ComponentType, lazy, type ReactNode, Suspense, useEffect, useState } from "react";
import { createPortal } from "react-dom";
import { Button } from "./button";
import { cx } from "./cx";

type Load<Props> = () => Promise<{ default: ComponentType<Props> }>;
/** `fetch` brings its code before it is shown; what has come by then is there at once. */
export type Fetchable = { fetch: () => Promise<unknown> };
type LazyPart<Props> = ComponentType<Props> & Fetchable;

/**
 * A part of a screen whose code arrives when it is first shown; until then the nearest `Suspense` waits. Code that
 * cannot be fetched takes away nothing else of the screen: a note says so, and it is fetched again on a press, and
 * when the part is shown the next time. (React's `lazy` fails for good.) What nobody opened and so cannot close,
 * such as the place of toasts, also tries by itself when the network is back.
 *
 * @param noteAt `in-place` for what a popup holds: a press beside the popup would close it
 */
export function lazyPart<Props extends object>(
  load: Load<Props>,
  noteAt: "over-everything" | "in-place" = "over-everything",
): LazyPart<Props> {
  let arrived: ComponentType<Props> | null = null;
  const fetch = async () => {
    const part = await load();
    arrived = part.default;
    return part;
  };
  let Part = lazy(fetch);
  const renew = () => {
    Part = lazy(fetch);
  };
  // biome-ignore lint/correctness/noComponentHookFactories: called once for each part, when its module is read
  const LazyPart = (props: Props) => {
    // What suspends is shown late; and what was shown must not change its kind.
    const [Arrived] = useState(() => arrived);
    const [tries, setTries] = useState(0);
    const onClose = "onClose" in props && typeof props.onClose === "function" ? props.onClose : null;
    if (Arrived) return <Arrived {...props} />;
    return (
      <Boundary
        key={tries}
        onCaught={renew}
        note={
          <Unfetched
            at={noteAt}
            isAgain={tries > 0}
            onRetry={() => setTries((before) => before + 1)}
            onClose={onClose && (() => onClose())}
          />
        }
      >
        <Part {...props} />
      </Boundary>
    );
  };
  LazyPart.fetch = fetch;
  return LazyPart;
}

/**
 * A part that a press brings: a dialog, a popup, a bar. It comes when its code is there, and then at once: in the
 * place of what suspends React shows nothing for 300 ms, also when the code arrived before. Only what cannot be fetched
 * suspends, in a boundary of its own, and says so. It is no transition: those wait for every action under way.
 */
export function lazyOnPress<Props extends object>(load: Load<Props>): LazyPart<Props> {
  const Part = lazyPart(load);
  // biome-ignore lint/correctness/noComponentHookFactories: called once for each part, when its module is read
  const LazyOnPress = (props: Props) => {
    const [isComing, setComing] = useState(false);
    useEffect(() => {
      let left = false;
      void fetchAhead(Part).then(() => left || setComing(true));
      return () => {
        left = true;
      };
    }, []);
    return <Suspense fallback={null}>{isComing && <Part {...props} />}</Suspense>;
  };
  LazyOnPress.fetch = Part.fetch;
  return LazyOnPress;
}

/** Before it is shown. Who then shows it hears of a failure, and not who merely pointed at it. */
export async function fetchAhead(part: Fetchable | null): Promise<void> {
  await part?.fetch().catch(() => undefined);
}

/** For what is about to be pressed: fetched once the screen stands. */
export function useFetchAhead(part: Fetchable | null): void {
  useEffect(() => void fetchAhead(part), [part]);
}

type BoundaryProps = { onCaught: () => void; note: ReactNode; children: ReactNode };

class Boundary extends Component<BoundaryProps, { error: unknown }> {
  override state = { error: null };

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override componentDidCatch() {
    this.props.onCaught();
  }

  override render() {
    const { error } = this.state;
    if (error === null) return this.props.children;
    if (!isUnfetched(error)) throw error;
    return this.props.note;
  }
}

/** The name that the bundler's loader gives it. */
function isUnfetched(error: unknown): boolean {
  return error instanceof Error && error.name === "ChunkLoadError";
}

function Unfetched(props: {
  at: "over-everything" | "in-place";
  isAgain: boolean;
  onRetry: () => void;
  onClose: (() => void) | null;
}) {
  const t = useTranslations("common");
  const { onRetry, onClose } = props;
  useEffect(() => {
    if (onClose) return;
    addEventListener("online", onRetry);
    return () => removeEventListener("online", onRetry);
  });
  const note = (
    <div
      role="alert"
      className={cx(
        "flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3 text-sm",
        props.at === "over-everything" &&
          "fixed inset-x-4 bottom-[calc(var(--tabbar-height)+1rem)] z-toast mx-auto max-w-lg rounded-lg bg-raised shadow-popup",
      )}
    >
      <p className="min-w-0 flex-1 basis-56 text-ink">
        <strong className="block font-semibold">{t("unfetched.title")}</strong>
        <span className="text-ink-muted">{t("unfetched.detail")}</span>
      </p>
      <span className="flex items-center gap-2">
        {props.isAgain && (
          <Button size="sm" onClick={() => window.location.reload()}>
            {t("unfetched.reload")}
          </Button>
        )}
        <Button size="sm" onClick={onRetry}>
          {t("retry")}
        </Button>
        {onClose && (
          <Button size="sm" variant="ghost" aria-label={t("close")} className="px-1.5!" onClick={onClose}>
            <X aria-hidden />
          </Button>
        )}
      </span>
    </div>
  );
  return props.at === "in-place" ? note : createPortal(note, document.body);
}
