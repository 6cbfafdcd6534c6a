"use client";

import { lazy, Suspense, useEffect, useState } from "react";
import { onFirstNotice } from "./notify";

const Toasts = lazy(() => import("./toasts"));

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
