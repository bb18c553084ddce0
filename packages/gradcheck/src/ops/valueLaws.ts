import * as fc from "fast-check";
import { broadcastShapes, broadcastTo, generator, grad, mul, sum, sumTo, tensor, type Tensor } from "@surprisal/tensor";
import { signed } from "../differences/inputs.ts";
import { broadcastableShapes } from "../generators/shapes.ts";
import { printable } from "../generators/tensors.ts";
import { assertLaw } from "../law.ts";
import { expectNear, expectShape, isFloat, rounded, toleranceOf } from "./compare.ts";
import type { OpLaw, OpUnit } from "./op.ts";

/** The result has the shape and dtype of the reference; float32 in, float32 out. */
export const followsItsShapeRule: OpLaw = {
  name: "gives the shape and dtype of its reference",
  applies: () => true,
  check(op, options = {}) {
    assertLaw(
      op.name,
      this.name,
      fc.property(op.inputs, (inputs) => {
        for (const dtype of ["float64", "float32"] as const) {
          const own = rounded(inputs, dtype);
          const output = op.run(...own);
          const reference = op.reference(...own);
          expectShape(output, reference);
          const expected = reference.dtype ?? dtype;
          if (output.dtype !== expected) throw new Error(`the result is ${output.dtype}, expected ${expected}`);
        }
      }),
      options,
      25,
    );
  },
};

/** In float64 every value is that of the reference, to a few roundings; NaN and infinities are the same. */
export const agreesWithReference: OpLaw = {
  name: "agrees with its reference",
  applies: () => true,
  check(op, options = {}) {
    assertLaw(
      op.name,
      this.name,
      fc.property(op.inputs, (inputs) => {
        const output = op.run(...inputs);
        const tolerance = toleranceOf(op, inputs, "float64");
        op.reference(...inputs).values.forEach((expected, i) => {
          expectNear(`value ${i}`, output.data[i] as number, expected, tolerance(expected));
        });
      }),
      options,
      200,
    );
  },
};

/** In float32 every value is that of float64 on the same rounded inputs, to a few roundings; also where many are added up. */
export const keepsDigitsInFloat32: OpLaw = {
  name: "agrees in float32 with float64",
  applies: () => true,
  check(op, options = {}) {
    const compare = (inputs: readonly Tensor[]): void => {
      const single = op.run(...rounded(inputs, "float32"));
      const double = op.run(...rounded(inputs, "float64"));
      const tolerance = toleranceOf(op, inputs, "float32");
      double.data.forEach((value, i) => {
        const expected = single.dtype === "float32" ? Math.fround(value) : value;
        expectNear(`value ${i}`, single.data[i] as number, expected, tolerance(value));
      });
    };
    assertLaw(op.name, this.name, fc.property(op.inputs, compare), options);
    const { long } = op;
    if (long) {
      assertLaw(
        op.name,
        this.name,
        fc.property(fc.constant("long inputs"), () => compare(long())),
        options,
        1,
      );
    }
  },
};

/** Operands that broadcast give what operands of the full shape give, and each gets the sum of its copies' gradients. */
export const broadcasts: OpLaw = {
  name: "broadcasts, and sums gradients back",
  applies: ({ operands }) => (operands ?? 0) > 1,
  check(op, options = {}) {
    const source = op.smooth ?? op.inputs;
    assertLaw(
      op.name,
      this.name,
      fc.property(source, broadcastableShapes(op.operands ?? 0), fc.nat(), (drawn, shapes, seed) => {
        const operands = shapes.map((shape, i) => stretchOut(drawn[i] as Tensor, shape));
        const shape = shapes.reduce((a, b) => broadcastShapes(op.name, a, b));
        const full = operands.map((operand) => broadcastTo(operand, shape));
        const output = op.run(...operands);
        expectShape(output, { shape, values: [] });
        op.run(...full).data.forEach((value, i) => expectNear(`value ${i}`, output.data[i] as number, value, 0));
        if (op.smooth) expectSummedGradients(op, operands, full, seed);
      }),
      options,
      50,
    );
  },
};

/** As many of a tensor's values as a shape takes, over and over. */
function stretchOut(x: Tensor, shape: readonly number[]): Tensor {
  const size = shape.reduce((product, extent) => product * extent, 1);
  const values = Float64Array.from({ length: size }, (_, i) => x.data[i % x.data.length] ?? 0.5);
  return printable(tensor(values, { shape, dtype: x.dtype }));
}

function expectSummedGradients(op: OpUnit, operands: readonly Tensor[], full: readonly Tensor[], seed: number): void {
  const { shape } = full[0] as Tensor;
  const cotangent = tensor(signed(shape, generator(seed)), { shape, dtype: "float64" });
  operands.forEach((operand, i) => {
    if (!isFloat(operand)) return;
    const gradientOf = (all: readonly Tensor[]): Tensor =>
      grad((x: Tensor) => sum(mul(op.run(...all.map((each, j) => (j === i ? x : each))), cotangent)))(all[i] as Tensor);
    const whole = gradientOf(full);
    const parts = sumTo(whole, operand.shape);
    const largest = Math.max(...whole.data.map(Math.abs));
    gradientOf(operands).data.forEach((got, j) => {
      expectNear(
        `the gradient of operand ${i}[${j}]`,
        got,
        parts.data[j] as number,
        1e-13 * largest * whole.data.length,
      );
    });
  });
}

/** Empty tensors go through. */
export const acceptsEmpty: OpLaw = {
  name: "takes empty tensors",
  applies: ({ empty }) => empty !== undefined,
  check(op, options = {}) {
    assertLaw(
      op.name,
      this.name,
      fc.property(fc.constant(op.empty ?? []), (inputs) => {
        const output = op.run(...inputs);
        const reference = op.reference(...inputs);
        expectShape(output, reference);
        reference.values.forEach((expected, i) => expectNear(`value ${i}`, output.data[i] as number, expected, 0));
        if (!op.smooth) return;
        inputs.forEach((input, i) => {
          if (!isFloat(input)) return;
          const gradient = grad((x: Tensor) => sum(op.run(...inputs.map((each, j) => (j === i ? x : each)))))(input);
          expectShape(gradient, { shape: input.shape, values: [] });
        });
      }),
      options,
      1,
    );
  },
};
