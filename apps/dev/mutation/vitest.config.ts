import { join } from "node:path";
import { defineConfig, mergeConfig } from "vitest/config";
import shared from "../vitest.config.ts";

/** The quick tests of losses, run for every mutant: golden values, catalogue, unit tests. No laws, so that the score is a lower bound. */
export default mergeConfig(
  shared,
  defineConfig({
    root: join(import.meta.dirname, "../../.."),
    test: {
      include: [
        "apps/dev/mutation/*.test.ts",
        "packages/losses/test/*.test.ts",
        "packages/losses/test/{information,vocabulary}/**/*.test.ts",
      ],
      exclude: ["packages/losses/test/compiled.test.ts"],
      isolate: false,
      reporters: ["dot"],
    },
  }),
);
