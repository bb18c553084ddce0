import type { Optimizer } from "@surprisal/contract";
import type { Check } from "../law.ts";
import {
  keepsStructure,
  isPure,
  stepsByItsUpdate,
  hasPlainState,
  stepsLeafByLeaf,
  restsWithoutGradient,
  convergesOnQuadratic,
} from "./laws.ts";
import type { OptimizerLaw, OptimizerLawOptions } from "./optimizer.ts";

/** Every law of optimizers, by name. */
export const optimizerLaws = {
  keepsStructure,
  isPure,
  stepsByItsUpdate,
  hasPlainState,
  stepsLeafByLeaf,
  restsWithoutGradient,
  convergesOnQuadratic,
} as const satisfies Readonly<Record<string, OptimizerLaw>>;

/**
 * The laws that apply to an optimizer, each as a check with a name:
 * `for (const { name, check } of lawsOfOptimizer(adam())) test(name, check)`.
 *
 * @param optimizer - what `defineOptimizer` or `defineTreeOptimizer` returned.
 * @param options - what of it does not hold: `leafByLeaf`, `rests`, `converges`; `seed`, `runs`.
 * @returns the checks.
 * @example
 * const descent = defineOptimizer({ name: "descent", init: () => null, step: (gradient, state) => ({ update: mul(gradient, 0.1), state }) })
 * const checks = lawsOfOptimizer(descent)
 * checks.length // → 7
 * for (const { check } of checks) check()
 */
export function lawsOfOptimizer(optimizer: Optimizer, options: OptimizerLawOptions = {}): Check[] {
  return Object.values<OptimizerLaw>(optimizerLaws)
    .filter((law) => law.applies(options))
    .map((law) => ({ name: law.name, check: () => law.check(optimizer, options) }));
}
