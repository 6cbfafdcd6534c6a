import type { LineStatus, ListCounts, ListSource } from "../../lists/line-status.ts";

/** An uploaded list as the browser is told of it. Dates are ISO 8601 in UTC. */
export type ListView = {
  id: string;
  source: ListSource;
  name: string | null;
  createdAt: string;
  lines: number;
  counts: ListCounts;
  /** All parts have arrived; before, it is nothing but a beginning. */
  sealed: boolean;
  /** It has become a selection, and changes no more. */
  used: boolean;
};

/** A list that was made a selection, as everybody may know it; no name for what was pasted. */
export type ListName = { name: string | null };

/** A video that a line stands for, or may stand for; the title as the catalog has it. */
export type NamedVideo = { videoId: string; title: string | null };

export type LineView = {
  no: number;
  /** Line of the file, from 1. */
  line: number;
  text: string;
  status: LineStatus;
  video: NamedVideo | null;
  /** The line that holds the same, the reason it is no id, or VOD's code. */
  detail: string | null;
  candidates: NamedVideo[];
};

export type LinePage = { lines: LineView[]; next: number | null };

/** What a step of a choice for all changed, what it left ambiguous, and where the next step begins. */
export type ChoiceStep = { changed: number; open: number; next: number | null };

/** How many lines are still unknown, and what keeps VOD from being asked. */
export type CheckStep = { left: number; obstacle: { code: string; message: string } | null };
