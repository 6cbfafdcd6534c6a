import { z } from "zod";

/** What the sign-in page and next-auth's endpoint accept before any work is done. */
export const credentialsSchema = z.object({
  username: z.string().min(1).max(200),
  password: z.string().min(1).max(1000),
});
