import { SurprisalError } from "@surprisal/contract";
import { grad, hvp, mul, sum, type Tensor } from "@surprisal/tensor";
import type { GoldenCase, Inputs } from "./cases.ts";
import { difference } from "./compare.ts";
import type { Form, GoldenFunction } from "./functions/calls.ts";
import { functions } from "./functions.ts";

export interface GoldenRun {
  readonly passed: number;
  /** One line a case. */
  readonly failures: readonly string[];
  /** How many cases each name has that is not here. */
  readonly passedOver: ReadonlyMap<string, number>;
}

/** Runs all cases of a file whose function exists; ops, and losses of whole batches, have one form only. */
export function runGolden(cases: readonly GoldenCase[], form: Form = "eager"): GoldenRun {
  const failures: string[] = [];
  const passedOver = new Map<string, number>();
  let passed = 0;
  for (const each of cases) {
    const call = functions.get(each.fn);
    if (call === undefined) {
      passedOver.set(each.fn, (passedOver.get(each.fn) ?? 0) + 1);
      continue;
    }
    const failure = runCase(each, (inputs, args) => call(inputs, { ...args, form }));
    if (failure === undefined) passed++;
    else failures.push(`${each.id} ${JSON.stringify(each.args)}: ${failure}`);
  }
  return { passed, failures, passedOver };
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

function refusal(call: () => Tensor): string | undefined {
  try {
    return `gave ${JSON.stringify(call().toArray())}, expected an error`;
  } catch (error) {
    return error instanceof SurprisalError ? undefined : `threw ${String(error)}, expected an error of this library`;
  }
}
