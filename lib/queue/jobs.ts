import { z } from "zod";

/**
 * The jobs there are and what they carry. A job is only a wake-up: the data says what there is to do, so a
 * payload names a row and nothing else. A payload that a newer version no longer understands is dropped with
 * a line in the log; the worker's sweep sends what is still wanted again.
 */
export const JOBS = {
  "drive-deletion": {
    payload: z.object({ deletionId: z.string().min(1) }),
    key: (payload: { deletionId: string }) => payload.deletionId,
  },
  "sync-catalog": {
    payload: z.object({ environmentId: z.string().min(1) }),
    key: (payload: { environmentId: string }) => payload.environmentId,
  },
  "count-overview": {
    payload: z.object({ environmentId: z.string().min(1) }),
    key: (payload: { environmentId: string }) => payload.environmentId,
  },
  "look-at-sources": {
    payload: z.object({ environmentId: z.string().min(1) }),
    key: (payload: { environmentId: string }) => payload.environmentId,
  },
} as const;

export type JobName = keyof typeof JOBS;
export type Payload<N extends JobName> = z.infer<(typeof JOBS)[N]["payload"]>;

export const JOB_NAMES = Object.keys(JOBS) as JobName[];
