import type { Optimizer } from "@surprisal/contract";
import type { RunOptions } from "../law.ts";

/** What is to be known of an optimizer before its laws can be put to it. */
export interface OptimizerLawOptions extends RunOptions {
  /** It treats each array on its own. Default true; false for one that needs them all, as a global norm does. */
  readonly leafByLeaf?: boolean;
  /** It leaves weights alone that have no gradient. Default true; false for weight decay. */
  readonly rests?: boolean;
  /** With its learning rate it finds the minimum of a quadratic. Default true; false for transforms that are no optimizer alone. */
  readonly converges?: boolean;
}

/** What holds for every optimizer to which it applies. `check` throws LawError where it does not. */
export interface OptimizerLaw {
  readonly name: string;
  applies(options: OptimizerLawOptions): boolean;
  check(optimizer: Optimizer, options?: OptimizerLawOptions): void;
}
