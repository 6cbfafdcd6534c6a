import { FlaskConical, RadioTower } from "lucide-react";
import { useTranslations } from "next-intl";
import { cx } from "@/components/ui/cx";

export type ShownEnvironment = { kind: "sandbox" | "live"; accountId: string; region: string };

/**
 * Where this console is pointed, on every screen. The sandbox is quiet and striped; live is solid and
 * inverted, so that the two cannot be taken for each other even in grey or from the corner of the eye.
 */
export function EnvironmentBar({ environment }: { environment: ShownEnvironment }) {
  const t = useTranslations("shell.environment");
  const live = environment.kind === "live";
  const Icon = live ? RadioTower : FlaskConical;
  return (
    <aside
      aria-label={t("label")}
      className={cx(
        "flex h-(--environment-height) items-center gap-x-4 overflow-hidden px-gutter text-xs",
        live ? "bg-inverse text-inverse-muted" : "striped border-line border-b text-ink-muted",
      )}
    >
      <p className="flex min-w-0 items-center gap-2">
        <Icon aria-hidden className={cx("size-3.5 shrink-0", live && "text-inverse-ink")} />
        <strong className={cx("shrink-0 font-semibold", live ? "text-inverse-ink" : "text-ink")}>
          {t(environment.kind)}
        </strong>
        <span className="truncate max-sm:hidden">{t(live ? "liveNote" : "sandboxNote")}</span>
      </p>
      <dl className="ml-auto flex shrink-0 gap-x-4">
        <div className="flex gap-1.5">
          <dt className="max-md:sr-only">{t("account")}</dt>
          <dd className={cx("font-mono", live ? "text-inverse-ink" : "text-ink")}>{environment.accountId}</dd>
        </div>
        <div className="flex gap-1.5">
          <dt className="max-md:sr-only">{t("region")}</dt>
          <dd className={cx("font-mono", live ? "text-inverse-ink" : "text-ink")}>{environment.region}</dd>
        </div>
      </dl>
    </aside>
  );
}
