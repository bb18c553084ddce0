import { join } from "node:path";

export const root = join(import.meta.dirname, "../../..");

/** Which tests mutants are put to. */
export interface Selection {
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  /** How many examples a property is tried with at most, if not as many as it says. */
  readonly draws?: number;
}

/** Golden values, catalogue, unit tests, compiled forms; no laws, so that the score is a lower bound. */
export const quick: Selection = {
  include: [
    "apps/dev/mutation/*.test.ts",
    "packages/losses/test/*.test.ts",
    "packages/losses/test/{information,recommend,vocabulary}/**/*.test.ts",
  ],
  // The second prints code from what is written, which is not the code that is there once it has mutants.
  exclude: ["packages/losses/test/laws.test.ts", "packages/losses/test/printed.test.ts"],
};

/** Laws beside them, with few draws: for mutants that survive all others. */
export const withLaws: Selection = {
  include: [...quick.include, "packages/losses/test/laws/*.test.ts"],
  exclude: ["packages/losses/test/printed.test.ts"],
  draws: 10,
};

export const isOfLaws = (file: string): boolean => file.startsWith("packages/losses/test/laws");
