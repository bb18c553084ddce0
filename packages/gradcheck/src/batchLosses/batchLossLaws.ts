import type { BatchLoss, Parameters } from "@surprisal/contract";
import type { Check } from "../law.ts";
import { nameOf } from "../losses/options.ts";
import * as derivatives from "./derivativeLaws.ts";
import * as inputs from "./inputLaws.ts";
import type { BatchLossLaw, BatchLossLawOptions } from "./options.ts";
import * as values from "./valueLaws.ts";

/** Every law of batch losses, by name. */
export const batchLossLaws = {
  givesOneValueABatch: values.givesOneValueABatch,
  isFinite: values.isFinite,
  ignoresOrder: values.ignoresOrder,
  keepsDigitsInFloat32: values.keepsDigitsInFloat32,
  hasItsWorkedValues: values.hasItsWorkedValues,
  hasItsGradient: derivatives.hasItsGradient,
  hasItsHessian: derivatives.hasItsHessian,
  modesAgree: derivatives.modesAgree,
  refusesBadInput: inputs.refusesBadInput,
  leavesOutIgnored: inputs.leavesOutIgnored,
  weighsItsExamples: inputs.weighsItsExamples,
  refusesBadParameters: inputs.refusesBadParameters,
} as const satisfies Readonly<Record<string, BatchLossLaw>>;

/**
 * The laws that apply to a loss of whole batches, each as a check with a name:
 * `for (const { name, check } of lawsOfBatchLoss(myLoss, options)) test(name, check)`.
 *
 * @param loss - what `defineBatchLoss` returned.
 * @param options - where batches come from, and what else the loss does not declare: see `BatchLossLawOptions`.
 * @returns the checks; with `variants`, those of the loss with other parameters as well.
 * @example
 * const variance = defineBatchLoss({ name: "variance", target: "real", value: (x, y) => mean(square(sub(sub(x, y), mean(sub(x, y))))) })
 * const numbers = (examples: number) => tensorsOf([examples], between(-8, 8))
 * const checks = lawsOfBatchLoss(variance, { prediction: numbers, target: numbers, float32Factor: 8, seed: 7 })
 * checks.length // → 9
 * for (const { check } of checks) check()
 */
export function lawsOfBatchLoss<P extends Parameters>(loss: BatchLoss<P>, options: BatchLossLawOptions<P>): Check[] {
  const variants = (options.variants ?? []).map((changes) => loss.with(changes));
  return [loss, ...variants].flatMap((each, i) => {
    // Laws read parameters by name only, and change none: what they need is a loss of any parameters.
    const own = each as unknown as BatchLoss;
    const given = options as BatchLossLawOptions;
    return Object.values<BatchLossLaw>(batchLossLaws)
      .filter((law) => law.applies(own, given))
      .map((law) => ({ name: i === 0 ? law.name : `${nameOf(own)} ${law.name}`, check: () => law.check(own, given) }));
  });
}
