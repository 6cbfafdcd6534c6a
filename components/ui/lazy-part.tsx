"use client";

import { useTranslations } from "next-intl";
import { Component, type ComponentType, lazy, type ReactNode, Suspense, useEffect, useState } from "react";
import { Button } from "./button";

type Load<Props> = () => Promise<{ default: ComponentType<Props> }>;

/**
 * A part of a screen whose code arrives when it is first shown; until then the nearest `Suspense` waits. Code that
 * cannot be fetched takes away nothing else of the screen: a note says so, and it is fetched again on a press, when
 * the network is back, or when the part is opened the next time. (React's `lazy` fails for good.)
 */
export function lazyPart<Props extends object>(load: Load<Props>): ComponentType<Props> {
  let Part = lazy(load);
  const renew = () => {
    Part = lazy(load);
  };
  // biome-ignore lint/correctness/noComponentHookFactories: called once for each part, when its module is read
  return function LazyPart(props: Props) {
    const [tries, setTries] = useState(0);
    return (
      <Boundary key={tries} onCaught={renew} onRetry={() => setTries((before) => before + 1)}>
        <Part {...props} />
      </Boundary>
    );
  };
}

/** With a boundary of its own: without it the whole page gives way, and the focus is lost, while this loads. */
export function lazyDialog<Props extends object>(load: Load<Props>): ComponentType<Props> {
  const Dialog = lazyPart(load);
  // biome-ignore lint/correctness/noComponentHookFactories: called once for each part, when its module is read
  return function LazyDialog(props: Props) {
    return (
      <Suspense fallback={null}>
        <Dialog {...props} />
      </Suspense>
    );
  };
}

/** Before it is shown. Who then shows it hears of a failure, and not who merely pointed at it. */
export function fetchAhead(load: () => Promise<unknown>): void {
  load().catch(() => undefined);
}

type BoundaryProps = { onCaught: () => void; onRetry: () => void; children: ReactNode };

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
    return <Unfetched onRetry={this.props.onRetry} />;
  }
}

/** The name that the bundler's loader gives it. */
function isUnfetched(error: unknown): boolean {
  return error instanceof Error && error.name === "ChunkLoadError";
}

function Unfetched({ onRetry }: { onRetry: () => void }) {
  const t = useTranslations("common");
  useEffect(() => {
    addEventListener("online", onRetry);
    return () => removeEventListener("online", onRetry);
  });
  return (
    <div
      role="alert"
      className="fixed inset-x-4 bottom-[calc(var(--tabbar-height)+1rem)] z-toast mx-auto flex max-w-md items-center gap-4 rounded-lg bg-raised px-4 py-3 text-left text-sm shadow-popup"
    >
      <p className="min-w-0 flex-1 whitespace-normal text-ink">
        <strong className="block font-semibold">{t("unfetched.title")}</strong>
        <span className="text-ink-muted">{t("unfetched.detail")}</span>
      </p>
      <Button size="sm" onClick={onRetry}>
        {t("retry")}
      </Button>
    </div>
  );
}
