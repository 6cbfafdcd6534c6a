import { store } from "../container.ts";
import { sessionIdOfRequest } from "./session.ts";
import { endSession } from "./sessions.ts";

/** Ends the session of the request at hand, if it carries one. */
export async function endSessionHere(): Promise<void> {
  const id = await sessionIdOfRequest();
  if (id === null) return;
  const { db } = await store();
  await db.transaction((tx) => endSession(tx, id, "signed-out", new Date()));
}
