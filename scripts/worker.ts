/* `npm run worker`: lib/engine/worker-main.ts with the settings that `npm start` reads. */
import * as fs from "node:fs";

for (const file of [".env.local", ".env"]) if (fs.existsSync(file)) process.loadEnvFile(file);
// Only now: the log reads its level when it is loaded.
await import("../lib/engine/worker-main.ts");
