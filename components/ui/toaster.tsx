"use client";

import { Suspense, useEffect, useState } from "react";
import { lazyPart } from "./lazy-part";
import { onFirstNotice } from "./notify";

const Toasts = lazyPart(() => import("./toasts"));

/** The place of toasts. Mounted once, in the root layout; loads its library at the first notice. */
export function Toaster() {
  const [needed, setNeeded] = useState(false);
  useEffect(() => onFirstNotice(() => setNeeded(true)), []);
  return needed ? (
    <Suspense fallback={null}>
      <Toasts />
    </Suspense>
  ) : null;
}
