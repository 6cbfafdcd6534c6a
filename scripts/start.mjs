import { runPinned } from "./bootstrap.mjs";

runPinned("start.ts");
