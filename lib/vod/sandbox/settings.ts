import fs from "node:fs";
import path from "node:path";
import { z } from "zod";
import { type Fault, faultRules, faultSchema } from "./faults.ts";
import { DOCUMENTED_LIMITS } from "./limits.ts";
import { type Switches, switchesSchema } from "./switches.ts";

const limitsSchema = z.record(z.string(), z.number().min(0).nullable());

const savedSchema = z.strictObject({
  switches: switchesSchema.prefault({}),
  limits: limitsSchema.default({}),
  skewMs: z.number().default(0),
  faults: z.array(faultSchema).default([]),
});

export const switchChangesSchema = switchesSchema.partial();
export const limitChangesSchema = limitsSchema;

/**
 * What can be set while the sandbox runs: switches, calls a second, the clock's error, faults. Kept in
 * `settings.json` of the data folder, so that they survive a restart.
 */
export function openSettings(dataDir: string | undefined, random: () => number) {
  const file = dataDir === undefined ? undefined : path.join(dataDir, "settings.json");
  const stored: unknown = file && fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, "utf8")) : {};
  const saved = savedSchema.parse(stored);
  let switches: Switches = saved.switches;
  let skewMs = saved.skewMs;
  let changedLimits = saved.limits;
  const rules = faultRules(random);
  rules.add(saved.faults);
  /** The very object that the limiter reads. */
  const limits: Record<string, number> = {};
  const applyLimits = () => {
    for (const name of Object.keys(limits)) delete limits[name];
    Object.assign(limits, DOCUMENTED_LIMITS);
    for (const [name, value] of Object.entries(changedLimits)) {
      limits[name] = value ?? Number.POSITIVE_INFINITY;
    }
  };
  applyLimits();

  const save = () => {
    if (!file) return;
    const next = `${file}.next`;
    const faults = rules.list();
    fs.writeFileSync(
      next,
      `${JSON.stringify({ switches, limits: changedLimits, skewMs, faults }, null, 2)}\n`,
    );
    fs.renameSync(next, file);
  };

  return {
    switches: () => switches,
    setSwitches: (changes: z.infer<typeof switchChangesSchema>): Switches => {
      const set = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
      switches = switchesSchema.parse({ ...switches, ...set });
      save();
      return switches;
    },
    resetSwitches: (): Switches => {
      switches = switchesSchema.parse({});
      save();
      return switches;
    },
    limits,
    /** null lifts an operation's limit. */
    setLimits: (changes: z.infer<typeof limitsSchema>): void => {
      changedLimits = { ...changedLimits, ...changes };
      applyLimits();
      save();
    },
    resetLimits: (): void => {
      changedLimits = {};
      applyLimits();
      save();
    },
    skewMs: () => skewMs,
    setSkewMs: (ms: number): void => {
      skewMs = ms;
      save();
    },
    faults: {
      list: rules.list,
      add: (faults: readonly Fault[]): void => {
        rules.add(faults);
        save();
      },
      clear: (): void => {
        rules.clear();
        save();
      },
      strike: (subject: Parameters<typeof rules.strike>[0]): Fault[] => {
        const struck = rules.strike(subject);
        if (struck.some((fault) => !fault.always)) save();
        return struck;
      },
      drawMs: rules.drawMs,
    },
  };
}

export type Settings = ReturnType<typeof openSettings>;
