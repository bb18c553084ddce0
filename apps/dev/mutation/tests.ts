import { join } from "node:path";

export const root = join(import.meta.dirname, "../../..");

/** The tests that mutants of losses are put to: golden values, catalogue, unit tests. No laws, so that the score is a lower bound. */
export const include = [
  "apps/dev/mutation/*.test.ts",
  "packages/losses/test/*.test.ts",
  "packages/losses/test/{information,recommend,vocabulary}/**/*.test.ts",
];
/** The second prints code from what is written, which is not the code that is there once it has mutants. */
export const exclude = ["packages/losses/test/laws.test.ts", "packages/losses/test/printed.test.ts"];
