import { redirect } from "next/navigation";

/** The videos are where work begins. */
export default function ConsolePage() {
  redirect("/videos");
}
