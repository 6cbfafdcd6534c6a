"use server";

import { z } from "zod";
import { action } from "@/lib/actions/action.ts";
import { container } from "@/lib/container.ts";
import { addProtection } from "@/lib/engine/add-protection.ts";
import { removeProtection } from "@/lib/engine/remove-protection.ts";

/** The use case says which field is wrong and why; here only what no form sends is kept out. */
const text = z.string().max(2_000);

export const addProtectionAction = action(
  {
    role: "admin",
    name: "protection.add",
    schema: z.object({ kind: z.string().max(20), value: text, reason: text }),
  },
  async (input, { actor }) => addProtection(await container(), { ...input, actor }),
);

export const removeProtectionAction = action(
  { role: "admin", name: "protection.remove", schema: z.object({ id: z.string().min(1).max(100) }) },
  async (input, { actor }) => removeProtection(await container(), { ...input, actor }),
);
