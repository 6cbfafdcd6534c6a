"use server";

import { z } from "zod";
import { action } from "@/lib/actions/action.ts";
import { container } from "@/lib/container.ts";
import { DECIDABLE_GROUPS } from "@/lib/deletion/types.ts";
import { confirmDeletion } from "@/lib/engine/confirm-deletion.ts";
import {
  cancelDeletion,
  discardDeletion,
  pauseDeletion,
  recheckForecast,
  resumeDeletion,
  undoConfirm,
} from "@/lib/engine/control-deletion.ts";
import { decideGroup } from "@/lib/engine/decide-groups.ts";
import { decideItems } from "@/lib/engine/decide-items.ts";
import { giveConsent } from "@/lib/engine/give-consent.ts";
import { giveUpVerifying } from "@/lib/engine/give-up-verifying.ts";
import { retryDeletion } from "@/lib/engine/retry-deletion.ts";
import { tryAgain } from "@/lib/engine/try-again.ts";

const id = z.string().min(1).max(100);
const digest = z.string().min(1).max(200);
const group = z.enum(DECIDABLE_GROUPS);
const typedCount = z.string().max(40);
const onlyId = z.object({ id });

export const decideGroupAction = action(
  { role: "operator", name: "deletion.decide-group", schema: z.object({ id, group, include: z.boolean() }) },
  async (input, { actor }) => decideGroup(await container(), { ...input, actor }),
);

export const decideItemsAction = action(
  {
    role: "operator",
    name: "deletion.decide-items",
    schema: z.object({
      id,
      seqs: z.array(z.int().positive()).min(1).max(5_000),
      exception: z.enum(["include", "exclude"]).nullable(),
    }),
  },
  async (input, { actor }) => decideItems(await container(), { ...input, actor }),
);

export const giveConsentAction = action(
  {
    role: "operator",
    name: "deletion.consent",
    schema: z.object({
      id,
      scope: z.enum(["force", "last-copy"]),
      groups: z.array(group).max(DECIDABLE_GROUPS.length),
      digest,
      typedCount,
    }),
  },
  async (input, { actor }) => giveConsent(await container(), { ...input, actor }),
);

export const confirmDeletionAction = action(
  {
    role: "operator",
    name: "deletion.confirm",
    schema: z.object({
      id,
      digest,
      typedCount: typedCount.optional(),
      reason: z.string().max(500).optional(),
      ticket: z.string().max(100).optional(),
    }),
  },
  async (input, { actor }) => confirmDeletion(await container(), { ...input, actor }),
);

export const undoConfirmAction = action(
  { role: "operator", name: "deletion.undo", schema: onlyId },
  async (input, { actor }) => undoConfirm(await container(), { ...input, actor }),
);

export const pauseDeletionAction = action(
  { role: "operator", name: "deletion.pause", schema: onlyId },
  async (input, { actor }) => pauseDeletion(await container(), { ...input, actor }),
);

export const resumeDeletionAction = action(
  { role: "operator", name: "deletion.resume", schema: onlyId },
  async (input, { actor }) => resumeDeletion(await container(), { ...input, actor }),
);

export const tryAgainAction = action(
  { role: "operator", name: "deletion.try-again", schema: onlyId },
  async (input, { actor }) => tryAgain(await container(), { ...input, actor }),
);

export const giveUpVerifyingAction = action(
  { role: "operator", name: "deletion.give-up", schema: onlyId },
  async (input, { actor }) => giveUpVerifying(await container(), { ...input, actor }),
);

export const cancelDeletionAction = action(
  { role: "operator", name: "deletion.cancel", schema: onlyId },
  async (input, { actor }) => cancelDeletion(await container(), { ...input, actor }),
);

export const discardDeletionAction = action(
  { role: "operator", name: "deletion.discard", schema: onlyId },
  async (input, { actor }) => discardDeletion(await container(), { ...input, actor }),
);

export const recheckForecastAction = action(
  { role: "operator", name: "deletion.recheck", schema: onlyId },
  async (input, { actor }) => recheckForecast(await container(), { ...input, actor }),
);

export const retryDeletionAction = action(
  {
    role: "operator",
    name: "deletion.retry",
    schema: z.object({ id, cause: z.enum(["failed", "force", "unknown", "unchecked"]) }),
  },
  async (input, { actor }) => retryDeletion(await container(), { ...input, actor }),
);
