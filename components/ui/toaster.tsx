"use client";

import { useEffect, useState } from "react";
import { lazyOnPress } from "./lazy-part";
import { onFirstNotice } from "./notify";

const Toasts = lazyOnPress(() => import("./toasts"));

/** The place of toasts. Mounted once, in the root layout; loads its library at the first notice. */
export function Toaster() {
  const [needed, setNeeded] = useState(false);
  useEffect(() => onFirstNotice(() => setNeeded(true)), []);
  return needed ? <Toasts /> : null;
}
