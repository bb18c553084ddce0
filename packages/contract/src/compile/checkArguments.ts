import { ParameterError } from "@surprisal/tensor";
import type { ProgramOptions } from "@surprisal/tensor/compile";
import { checkLoss } from "../loss/checkLoss.ts";
import { isRowwise } from "../loss/readInput.ts";
import { checkNames } from "../loss/refusals.ts";
import type { Loss, Parameters, TargetKind } from "../loss/types.ts";

/** The choices of each option: a misspelt one would be taken for a form that is not there, and the loss be computed op by op. */
const choices = {
  form: ["auto", "wasm", "javascript", "interpreter"],
  dtype: ["float32", "float64"],
  deterministic: [false, true],
} as const satisfies { readonly [K in keyof ProgramOptions]-?: readonly ProgramOptions[K][] };

/** Refuses what is no loss, and options that a compiler or printer does not know. */
export function checkArguments(unit: string, loss: unknown, options: object, known: readonly string[]): void {
  checkLoss(unit, loss);
  checkNames(unit, "option", options, known);
  for (const [name, values] of Object.entries<readonly unknown[]>(choices)) {
    const value: unknown = Reflect.get(options, name);
    if (value !== undefined && !values.includes(value)) refuse(unit, name, value, values);
  }
}

/** The kind of target to compile for: the one asked for, or the first of the loss. */
export function kindFor<P extends Parameters>(unit: string, { target }: Loss<P>, asked?: TargetKind): TargetKind {
  if (asked !== undefined && !target.includes(asked)) refuse(unit, "kind of target", asked, target);
  return asked ?? target[0] ?? "real";
}

/** Refuses a number of classes that no row has. */
export function checkWidth(unit: string, kind: TargetKind, width: number): void {
  if (isRowwise(kind) && !(Number.isInteger(width) && width > 0))
    throw new ParameterError(`${unit}: width is ${width}, expected how many classes a row has`);
}

function refuse(unit: string, argument: string, value: unknown, expected: readonly unknown[]): never {
  throw new ParameterError(`${unit}: ${argument} is ${String(value)}, expected ${expected.join(", ")}`);
}
