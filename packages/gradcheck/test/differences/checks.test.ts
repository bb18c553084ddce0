import {
  apply,
  defineUnary,
  exp,
  log,
  matmul,
  mul,
  mul0,
  neg,
  pick,
  relu,
  stopGradient,
  sub,
  tensor,
  type Primitive,
  type Tensor,
} from "@surprisal/tensor";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { between, checkGradient, checkHvp, checkJvp } from "../../src/index.ts";
import { enclose, type Stencil } from "../../src/differences/enclose.ts";

const float64 = (...values: number[]): Tensor => tensor(new Float64Array(values));

describe("enclose", () => {
  const stencil = (f: (t: number) => number, h: number): Stencil => [f(-2 * h), f(-h), f(0), f(h), f(2 * h)];

  test.each([
    ["x³ at 0.7", (t: number) => (0.7 + t) ** 3, 3 * 0.49],
    ["eˣ at 0", Math.exp, 1],
    ["sin at 1", (t: number) => Math.sin(1 + t), Math.cos(1)],
  ])("%s lies inside, and little else does", (_, f, slope) => {
    const { low, high } = enclose(stencil(f, 6e-6), 6e-6, 1e-15);
    expect(low).toBeLessThanOrEqual(slope);
    expect(high).toBeGreaterThanOrEqual(slope);
    expect(high - low).toBeLessThan(1e-8);
  });

  test("a corner anywhere in reach allows the slopes of both sides, or of its own side", () => {
    fc.assert(
      fc.property(between(-2.5, 2.5), (corner) => {
        const h = 1e-5;
        const { low, high } = enclose(
          stencil((t) => Math.abs(t - corner * h), h),
          h,
          1e-18,
        );
        const slope = Math.sign(-corner);
        expect(low).toBeLessThanOrEqual(slope);
        expect(high).toBeGreaterThanOrEqual(slope);
      }),
    );
  });
});

describe("checkGradient", () => {
  test("passes right gradients in both dtypes, at large and small arguments", () => {
    for (const scale of [1e-3, 1, 1e4]) {
      checkGradient((x) => mul(x, x), [float64(scale, -scale)]);
      checkGradient((x) => mul(x, x), [tensor([scale, -scale])]);
    }
    checkGradient((x) => log(x), [float64(1e-8, 0.5, 1e6)], { domain: [0, Infinity] });
    checkGradient((a, b) => matmul(a, b), [tensor([[1, 2]]), tensor([[3], [4]])]);
  });

  test("holds integers still", () => {
    checkGradient(
      (x, k) => pick(x, k),
      [tensor(new Float64Array([1, 2, 3, 4]), { shape: [2, 2] }), tensor(new Int32Array([0, 1]))],
    );
  });

  test("finds an error of a millionth", () => {
    const slightly = defineUnary("exp", Math.exp, (t, y) => mul(mul(y, 1 + 1e-6), t));
    expect(() => checkGradient((x) => slightly(x), [float64(0.3)])).toThrow(
      /the derivative .* is .*, finite differences give/,
    );
  });

  test("finds one wrong element among many", () => {
    const values = Float64Array.from({ length: 40 }, (_, i) => i / 10);
    const one = Float64Array.from(values, (_, i) => Number(i === 17));
    const wrong = (x: Tensor): Tensor => sub(exp(x), mul(tensor(one), sub(x, stopGradient(x))));
    checkGradient((x) => exp(x), [tensor(values)]);
    expect(() => checkGradient(wrong, [tensor(values)])).toThrow();
  });

  test("at a corner takes a slope between those of its sides, and no other", () => {
    checkGradient((x) => relu(x), [float64(0)]);
    const steep = defineUnary(
      "relu",
      (x) => Math.max(x, 0),
      (t) => mul(t, 1.5),
    );
    expect(() => checkGradient((x) => steep(x), [float64(0)])).toThrow();
  });

  test("refuses what it cannot differ", () => {
    expect(() => checkGradient((x) => x, [tensor(new Int32Array([1]))])).toThrow(
      "checkGradient: inputs hold no floats",
    );
    expect(() => checkGradient((x) => x, [float64(Infinity)])).toThrow("checkGradient: inputs hold Infinity");
    expect(() => checkGradient((x) => log(x), [float64(-1)])).toThrow("f is not finite near the inputs");
  });
});

describe("checkHvp", () => {
  test("passes quadratics and exponentials, and finds a rule of first order only", () => {
    checkHvp((x) => mul(x, exp(x)), [float64(0.3, -1)]);
    const first = defineUnary("exp", Math.exp, (t, y) => mul0(stopGradient(y), t));
    checkGradient((x) => first(x), [float64(0.3)]);
    expect(() => checkHvp((x) => first(x), [float64(0.3)])).toThrow("element 0 of the Hessian");
  });

  test("finds a Hessian that is not symmetric", () => {
    // The gradient by b of a·b is a, but held constant: ∂²/∂b∂a is 1 and ∂²/∂a∂b is 0.
    const lopsided: Primitive<Record<never, never>> = {
      name: "lopsided",
      infer: ([a]) => a as Tensor,
      compute: ([a, b], output) => output.set(mul(a as Tensor, b as Tensor).data),
      derivatives: [
        { forward: (t, _, [, b]) => mul(t, b as Tensor), backward: (t, _, [, b]) => mul(t, b as Tensor) },
        {
          forward: (t, _, [a]) => mul(t, stopGradient(a as Tensor)),
          backward: (t, _, [a]) => mul(t, stopGradient(a as Tensor)),
        },
      ],
    };
    const only = { directions: 0, coordinates: 0 };
    expect(() => checkHvp((a, b) => apply(lopsided, [a, b], {}), [float64(2), float64(3)], only)).toThrow(
      "not symmetric",
    );
    checkHvp((a, b) => mul(a, b), [float64(2), float64(3)], only);
  });
});

describe("checkJvp", () => {
  test("finds modes that are not each other's transpose", () => {
    checkJvp((x) => exp(x), [tensor([0.5, 1])]);
    const crooked: Primitive<Record<never, never>> = {
      name: "crooked",
      infer: ([x]) => x as Tensor,
      compute: ([x], output) => output.set((x as Tensor).data),
      derivatives: [{ forward: (t) => t, backward: (t) => neg(t) }],
    };
    expect(() => checkJvp((x) => apply(crooked, [x], {}), [float64(1)])).toThrow("forward and reverse mode differ");
  });
});
