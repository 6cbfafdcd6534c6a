import { parseAsInteger, parseAsStringLiteral } from "nuqs";
import { OUTCOMES } from "@/lib/deletion/types.ts";

/** The outcome filter and the open evidence live in the URL, so that what one person sees can be sent to another. */
export const itemParam = parseAsInteger;
export const outcomeParam = parseAsStringLiteral(OUTCOMES);
