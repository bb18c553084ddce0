import { checkLoss, type Loss, type Parameters } from "@surprisal/contract";
import type { Check } from "../law.ts";
import { agreesCompiled } from "./compiledLaws.ts";
import * as derivatives from "./derivativeLaws.ts";
import * as inputs from "./inputLaws.ts";
import { masksClasses } from "./maskingLaws.ts";
import { nameOf, type LossLaw, type LossLawOptions } from "./options.ts";
import * as reductions from "./reductionLaws.ts";
import * as tensors from "./tensorLaws.ts";
import { boundedness } from "./traits/bounded.ts";
import { calibration } from "./traits/calibrated.ts";
import { ordinality, rareClasses } from "./traits/classes.ts";
import { leastness } from "./traits/leastAt.ts";
import { convexity } from "./traits/convex.ts";
import { differentiability } from "./traits/differentiable.ts";
import { shiftInvariance, symmetry } from "./traits/invariances.ts";
import { limits } from "./traits/limits.ts";
import { lipschitzContinuity } from "./traits/lipschitz.ts";
import { constancy } from "./traits/optimalConstant.ts";
import { properness } from "./traits/proper.ts";
import { smoothness } from "./traits/smooth.ts";
import * as values from "./valueLaws.ts";
import * as weights from "./weightLaws.ts";

/** Every law of losses, by name. */
export const lossLaws = {
  givesOneValueAnExample: values.givesOneValueAnExample,
  isFinite: values.isFinite,
  followsPermutations: values.followsPermutations,
  keepsDigitsInFloat32: values.keepsDigitsInFloat32,
  hasItsWorkedValues: values.hasItsWorkedValues,
  isLeastAtTheTarget: values.isLeastAtTheTarget,
  hasItsGradient: derivatives.hasItsGradient,
  hasItsHessian: derivatives.hasItsHessian,
  hasItsHessianDiagonal: derivatives.hasItsHessianDiagonal,
  modesAgree: derivatives.modesAgree,
  reducesAsItSays: reductions.reducesAsItSays,
  addsUp: reductions.addsUp,
  multipliesWeights: weights.multipliesWeights,
  leavesOutWhatDoesNotCount: weights.leavesOutWhatDoesNotCount,
  sumsWithoutDrift: reductions.sumsWithoutDrift,
  masksClasses,
  refusesBadInput: inputs.refusesBadInput,
  refusesBadTensors: tensors.refusesBadTensors,
  takesNoExamples: tensors.takesNoExamples,
  passesNotNumbersOn: tensors.passesNotNumbersOn,
  refusesBadParameters: inputs.refusesBadParameters,
  takesAnyClassAxis: inputs.takesAnyClassAxis,
  agreesCompiled,
  convexity,
  boundedness,
  lipschitzContinuity,
  smoothness,
  shiftInvariance,
  symmetry,
  differentiability,
  leastness,
  properness,
  calibration,
  constancy,
  rareClasses,
  ordinality,
  limits,
} as const satisfies Readonly<Record<string, LossLaw>>;

/**
 * The laws that apply to a loss, driven by the kinds, parameters and traits that it declares, each as a check with a name:
 * `for (const { name, check } of lawsOfLoss(myLoss)) test(name, check)`.
 *
 * @param loss - what `defineLoss` returned.
 * @param options - what the loss does not declare: see `LossLawOptions`.
 * @returns the checks; with `variants`, those of the loss with other parameters as well.
 * @throws ParameterError for what is no loss of single examples.
 * @example
 * const squared = defineLoss({ name: "squared", prediction: "real", target: "real", value: (x, y) => square(sub(x, y)), traits: () => ({ convex: true, smoothness: 2 }) })
 * const checks = lawsOfLoss(squared, { seed: 7, minimumAtTarget: true })
 * checks.length // → 22
 * for (const { check } of checks) check()
 */
export function lawsOfLoss<P extends Parameters>(loss: Loss<P>, options: LossLawOptions<P> = {}): Check[] {
  checkLoss("lawsOfLoss", loss);
  const variants = (options.variants ?? []).map((changes) => loss.with(changes));
  return [loss, ...variants].flatMap((each, i) => {
    // Laws read parameters by name only, and change none: what they need is a Loss of any parameters.
    const own = each as unknown as Loss;
    const given = options as LossLawOptions;
    return Object.values<LossLaw>(lossLaws)
      .filter((law) => law.applies(own, given))
      .map((law) => ({ name: i === 0 ? law.name : `${nameOf(own)} ${law.name}`, check: () => law.check(own, given) }));
  });
}
