import type { NotedForecast } from "./forecast-item.ts";

export const PROTECTION_KINDS = ["video", "category", "tag"] as const;
export type ProtectionKind = (typeof PROTECTION_KINDS)[number];

/**
 * What must not be deleted. `value` is an id in the spelling the console keeps, the digits of a CateId, or one
 * tag without white space around it.
 */
export type ProtectionRule = { kind: ProtectionKind; value: string };

export type CategoryNode = { cateId: number; cateName: string; parentId: number };

/** What rules are held against; the id in the spelling the console keeps, the tags as VOD lists them. */
export type Guarded = { videoId: string; cateId: number | null; tags: string | null };

/** Rules made ready to be asked. */
export type Protection = {
  /** No rule, nothing covered. */
  isEmpty: boolean;
  /** Whether category or tags of a video can matter, or its id alone. */
  needsCatalog: boolean;
  /** All that the rules name, sub-categories included. */
  videoIds: readonly string[];
  cateIds: readonly number[];
  tags: readonly string[];
  /** The rule that covers this video: by its id, else its category, else its first tag that a rule names. */
  covering(video: Guarded): ProtectionRule | null;
  /** The rule in short, with the category's name: `video`, `category:Courses`, `tag:keep`. */
  noteOf(rule: ProtectionRule): string;
};

/** @param tree the categories of the account; those below a protected one are protected as well */
export function protectionOf(
  rules: readonly ProtectionRule[],
  tree: readonly CategoryNode[] = [],
): Protection {
  const named = (kind: ProtectionKind) =>
    new Map(rules.filter((rule) => rule.kind === kind).map((rule) => [rule.value, rule]));
  const [byVideo, byTag] = [named("video"), named("tag")];
  const byCategory = withThoseBelow(named("category"), tree);
  const names = new Map(tree.map((node) => [String(node.cateId), node.cateName]));
  return {
    isEmpty: rules.length === 0,
    needsCatalog: byCategory.size > 0 || byTag.size > 0,
    videoIds: [...byVideo.keys()],
    cateIds: [...byCategory.keys()].map(Number),
    tags: [...byTag.keys()],
    covering({ videoId, cateId, tags }) {
      const tag = tagsOf(tags).find((one) => byTag.has(one));
      return byVideo.get(videoId) ?? byCategory.get(String(cateId)) ?? byTag.get(tag ?? "") ?? null;
    },
    noteOf({ kind, value }) {
      if (kind === "video") return kind;
      return `${kind}:${kind === "category" ? (names.get(value) ?? value) : value}`;
    },
  };
}

/** The tags of a video: VOD keeps them in one text, parted by commas (vod-api.md §2.1). */
export function tagsOf(tags: string | null): string[] {
  return (tags ?? "")
    .split(",")
    .map((tag) => tag.trim())
    .filter((tag) => tag !== "");
}

/** A rule says nothing of what no longer exists; everything else it covers is *protected*. */
export function protect(forecast: NotedForecast, video: Guarded, protection: Protection): NotedForecast {
  if (forecast.state === "gone" || forecast.state === "missing") return forecast;
  const rule = protection.covering(video);
  return rule ? { state: "protected", note: protection.noteOf(rule) } : forecast;
}

/** Every category with the nearest rule on its way to the root. A broken tree is not walked for ever. */
function withThoseBelow(
  rules: ReadonlyMap<string, ProtectionRule>,
  tree: readonly CategoryNode[],
): Map<string, ProtectionRule> {
  const covered = new Map(rules);
  if (rules.size === 0) return covered;
  const parents = new Map(tree.map((node) => [node.cateId, node.parentId]));
  for (const { cateId } of tree) {
    const walked = new Set<number>();
    for (let at: number | undefined = cateId; at !== undefined && !walked.has(at); at = parents.get(at)) {
      walked.add(at);
      const rule = rules.get(String(at));
      if (!rule) continue;
      covered.set(String(cateId), rule);
      break;
    }
  }
  return covered;
}
