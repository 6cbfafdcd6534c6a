import { useFormatter, useTranslations } from "next-intl";
import { Section } from "@/components/ui/card";
import { CopyableId } from "@/components/ui/copyable-id";
import { KeyValues } from "@/components/ui/key-values";

/** Where this console is connected, by what means and how fast: the source of the credentials, never a secret. */
export function ConnectionSection(props: {
  environment: { kind: "sandbox" | "live"; accountId: string; region: string; endpoint: string };
  /** Calls per second. */
  rates: { delete: number; inspect: number; search: number };
}) {
  const t = useTranslations("connection");
  const format = useFormatter();
  const { kind, accountId, region, endpoint } = props.environment;
  const rate = (calls: number) => t("rate", { calls: format.number(calls) });
  return (
    <Section title={t("title")} description={t("description")}>
      <KeyValues
        rows={[
          { key: "kind", label: t("kind"), value: t(kind) },
          {
            key: "account",
            label: t("account"),
            value: <CopyableId id={accountId} copyLabel={t("copyAccount")} />,
          },
          { key: "region", label: t("region"), value: <code className="font-mono text-xs">{region}</code> },
          {
            key: "endpoint",
            label: t("endpoint"),
            value: <code className="break-all font-mono text-xs">{endpoint}</code>,
          },
          {
            key: "credentials",
            label: t("credentials"),
            value: t(kind === "live" ? "credentialsLive" : "credentialsSandbox"),
          },
          { key: "delete", label: t("deleteRate"), value: rate(props.rates.delete) },
          { key: "inspect", label: t("inspectRate"), value: rate(props.rates.inspect) },
          { key: "search", label: t("searchRate"), value: rate(props.rates.search) },
        ]}
      />
    </Section>
  );
}
