import type { Check, RunOptions } from "../law.ts";
import * as derivatives from "./derivativeLaws.ts";
import type { OpLaw, OpUnit } from "./op.ts";
import * as values from "./valueLaws.ts";

/** Every law of ops, by name. */
export const opLaws = {
  followsItsShapeRule: values.followsItsShapeRule,
  agreesWithReference: values.agreesWithReference,
  keepsDigitsInFloat32: values.keepsDigitsInFloat32,
  broadcasts: values.broadcasts,
  acceptsEmpty: values.acceptsEmpty,
  hasItsGradient: derivatives.hasItsGradient,
  modesAgree: derivatives.modesAgree,
  hasItsSecondDerivative: derivatives.hasItsSecondDerivative,
  isQuietWithoutWeight: derivatives.isQuietWithoutWeight,
  passesNoDerivative: derivatives.passesNoDerivative,
} as const satisfies Readonly<Record<string, OpLaw>>;

/**
 * The laws that apply to an op, each as a check with a name: `for (const { name, check } of lawsOfOp(op)) test(name, check)`.
 *
 * @param op - the op with its inputs and its reference.
 * @param options - `seed`, `runs`.
 * @returns the checks.
 * @example
 * const double = defineUnary("double", (x) => 2 * x, (t) => mul(t, 2))
 * const inputs = tensorsOf([3], reals()).map((x) => [x])
 * const checks = lawsOfOp({ name: "double", run: (x) => double(x), inputs, smooth: inputs, reference: (x) => ({ shape: [3], values: Array.from(x.data, (each) => each + each) }) })
 * checks.length // → 7
 * for (const { check } of checks) check()
 */
export function lawsOfOp(op: OpUnit, options: RunOptions = {}): Check[] {
  return Object.values<OpLaw>(opLaws)
    .filter((law) => law.applies(op))
    .map((law) => ({ name: law.name, check: () => law.check(op, options) }));
}
