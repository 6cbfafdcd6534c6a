"use client";

import { usePathname, useSearchParams } from "next/navigation";

/** An address of `/videos` with one parameter more; on that page, what is filtered and sorted stays. */
export function useVideosHref(): (name: "video" | "ids", value: string) => string {
  const here = usePathname() === "/videos";
  const params = useSearchParams();
  return (name, value) => {
    const query = new URLSearchParams(here ? params : undefined);
    query.set(name, value);
    return `/videos?${query}`;
  };
}
