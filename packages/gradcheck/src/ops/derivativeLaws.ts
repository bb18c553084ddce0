import { grad, jvp, mul, sum, type Tensor } from "@surprisal/tensor";
import * as fc from "fast-check";
import { checkGradient } from "../differences/checkGradient.ts";
import { checkHvp } from "../differences/checkHvp.ts";
import { checkJvp } from "../differences/checkJvp.ts";
import type { CheckOptions } from "../differences/inputs.ts";
import { assertLaw } from "../law.ts";
import { isFloat, like, rounded } from "./compare.ts";
import type { OpLaw, OpUnit } from "./op.ts";

const differentiable = ({ smooth }: OpUnit): boolean => smooth !== undefined;

const checkOptions = (op: OpUnit, inputs: readonly Tensor[], seed: number): CheckOptions => ({
  seed,
  ...(op.domain && { domain: op.domain }),
  magnitude: Math.max(1, op.magnitude?.(inputs) ?? 0),
});

/** A law on smooth inputs, with a seed for its directions. */
function smoothLaw(
  name: string,
  runs: number,
  body: (op: OpUnit, inputs: readonly Tensor[], seed: number) => void,
): OpLaw {
  return {
    name,
    applies: differentiable,
    check(op, options = {}) {
      const property = fc.property(op.smooth ?? op.inputs, fc.nat({ max: 2 ** 30 }), (inputs, seed) =>
        body(op, inputs, seed),
      );
      assertLaw(op.name, name, property, options, runs);
    },
  };
}

/** The gradient is that of finite differences. */
export const hasItsGradient: OpLaw = smoothLaw("has the gradient of finite differences", 40, (op, inputs, seed) =>
  checkGradient(op.run, inputs, checkOptions(op, inputs, seed)),
);

/** Forward mode is the transpose of reverse mode, in both float dtypes. */
export const modesAgree: OpLaw = smoothLaw(
  "has forward mode as the transpose of reverse mode",
  40,
  (op, inputs, seed) => {
    checkJvp(op.run, inputs, checkOptions(op, inputs, seed));
    checkJvp(op.run, rounded(inputs, "float32"), checkOptions(op, inputs, seed));
  },
);

/** The second derivative is that of differences of gradients, and symmetric. */
export const hasItsSecondDerivative: OpLaw = smoothLaw(
  "has the second derivative of finite differences",
  20,
  (op, inputs, seed) => checkHvp(op.run, inputs, { ...checkOptions(op, inputs, seed), directions: 2, coordinates: 6 }),
);

/** What has no weight has no derivative: a cotangent or tangent of 0 gives exactly 0, whatever stands in the inputs. */
export const isQuietWithoutWeight: OpLaw = {
  name: "has a gradient of exactly 0 where nothing depends on it",
  applies: (op) => differentiable(op) && op.quiet !== false,
  check(op, options = {}) {
    const property = fc.property(op.inputs, (inputs) => {
      inputs.forEach((input, i) => {
        if (!isFloat(input)) return;
        const of = (x: Tensor): Tensor => op.run(...inputs.map((each, j) => (j === i ? x : each)));
        const none = like(input, new Float64Array(input.data.length));
        const results = {
          gradient: grad((x: Tensor) => sum(mul(of(x), 0)))(input),
          tangent: jvp(of, input, none).tangent,
        };
        for (const [what, { data }] of Object.entries(results)) {
          const at = data.findIndex((value) => value !== 0);
          if (at >= 0) throw new Error(`the ${what} of input ${i} is ${data[at]} at ${at}, expected 0`);
        }
      });
    });
    assertLaw(op.name, this.name, property, options);
  },
};

/** An op without derivative passes none on. */
export const passesNoDerivative: OpLaw = {
  name: "passes no derivative on",
  applies: (op) => !differentiable(op),
  check(op, options = {}) {
    const property = fc.property(op.inputs, (inputs) => {
      inputs.forEach((input, i) => {
        if (!isFloat(input)) return;
        const of = (x: Tensor): Tensor => op.run(...inputs.map((each, j) => (j === i ? x : each)));
        const { data } = grad((x: Tensor) => sum(of(x)))(input);
        const at = data.findIndex((value) => value !== 0);
        if (at >= 0) throw new Error(`the gradient of input ${i} is ${data[at]} at ${at}, expected 0`);
      });
    });
    assertLaw(op.name, this.name, property, options, 20);
  },
};
