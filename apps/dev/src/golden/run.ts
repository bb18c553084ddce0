import { grad, hvp, mul, sum, type Tensor } from "@surprisal/tensor";
import type { GoldenCase, Inputs } from "./cases.ts";
import { difference } from "./compare.ts";
import { FormRun, type Form } from "./form.ts";
import type { GoldenFunction } from "./functions/calls.ts";
import { functions } from "./functions.ts";
import { refusal } from "./refusal.ts";
import { runSingle } from "./single.ts";

export interface GoldenRun {
  readonly passed: number;
  /** One line a case. */
  readonly failures: readonly string[];
  /** How many cases each name has that is not here. */
  readonly passedOver: ReadonlyMap<string, number>;
  /** How many cases each name has that were computed op by op, since there is no program of the form. */
  readonly withoutProgram: ReadonlyMap<string, number>;
}

/** Runs all cases of a file whose function exists; ops, and losses of whole batches, have one form only. */
export function runGolden(cases: readonly GoldenCase[], form: Form = "eager"): GoldenRun {
  const failures: string[] = [];
  const [passedOver, withoutProgram] = [new Map<string, number>(), new Map<string, number>()];
  const count = (counts: Map<string, number>, name: string): unknown => counts.set(name, (counts.get(name) ?? 0) + 1);
  let passed = 0;
  for (const each of cases) {
    const call = functions.get(each.fn);
    if (call === undefined) {
      count(passedOver, each.fn);
      continue;
    }
    const run = new FormRun(form);
    const inForm: GoldenFunction = (inputs, args) => call(inputs, { ...args, form: run });
    const failure = form === "wasm32" ? runSingle(each, inForm, call) : runCase(each, inForm);
    if (form !== "eager" && !each.refused && !run.hasProgram) count(withoutProgram, each.fn);
    if (failure === undefined) passed++;
    else failures.push(`${each.id} ${JSON.stringify(each.args)}: ${failure}`);
  }
  return { passed, failures, passedOver, withoutProgram };
}

function runCase(golden: GoldenCase, call: GoldenFunction): string | undefined {
  const { args, cotangent, elementwise, gradients, inputs, out, refused } = golden;
  if (refused) return refusal(() => call(inputs, args));
  try {
    const value = call(inputs, args);
    const wrong = out && difference(value, out, elementwise);
    if (wrong) return `value${wrong}`;
    const scalar = (some: Inputs): Tensor => {
      const result = call({ ...inputs, ...some }, args);
      return sum(cotangent ? mul(result, cotangent) : result);
    };
    const names = Object.keys(gradients);
    const got = grad(scalar)(Object.fromEntries(Object.entries(inputs).filter(([name]) => names.includes(name))));
    for (const [name, expected] of Object.entries(gradients)) {
      const off = got[name] ? difference(got[name], expected, elementwise) : " is missing";
      if (off) return `∂/∂${name}${off}`;
    }
    if (golden.hvp) {
      const { input, product, vector } = golden.hvp;
      const at = inputs[input];
      const off = at
        ? difference(
            hvp((x: Tensor) => scalar({ [input]: x }), at, vector),
            product,
            elementwise,
          )
        : " is missing";
      if (off) return `Hessian·v${off}`;
    }
    return undefined;
  } catch (error) {
    return String(error);
  }
}
