import { join } from "node:path";
import { defineConfig } from "vitest/config";

// One configuration for every package: tests read the sources, so no build is needed.
export default defineConfig({
  resolve: { conditions: ["@surprisal/source"] },
  ssr: { resolve: { conditions: ["@surprisal/source", "module", "node", "default"] } },
  test: {
    include: ["test/**/*.test.ts"],
    reporters: ["default", ["json", { outputFile: ".reports/test.json" }]],
    setupFiles: [join(import.meta.dirname, "vitest.setup.ts")],
    testTimeout: 60_000,
  },
});
