import { z } from "zod";
import { guardRoute } from "@/lib/auth/guard-route.ts";
import { container } from "@/lib/container.ts";
import { readItemEvidence } from "@/lib/engine/read-items.ts";
import { UseCaseError } from "@/lib/use-case-error.ts";

const seq = z.coerce.number().int().positive();

/** `GET /api/deletions/[id]/items/[seq]`: one item with its attempts, an `ItemEvidenceView`. */
export const GET = guardRoute<{ id: string; seq: string }>(
  { role: "viewer" },
  async (_request, { params }) => {
    const parsed = seq.safeParse(params.seq);
    const evidence = parsed.success
      ? await readItemEvidence(await container(), params.id, parsed.data)
      : null;
    if (!evidence) throw new UseCaseError("not-found");
    return Response.json(evidence, { headers: { "cache-control": "no-store" } });
  },
);
