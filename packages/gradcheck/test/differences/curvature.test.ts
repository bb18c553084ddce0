import {
  abs,
  add,
  exp,
  grad,
  hvp,
  log,
  logAddExp,
  logSoftmax,
  mul,
  mul0,
  softplus,
  square,
  sub,
  sum,
  tensor,
  type Tensor,
} from "@surprisal/tensor";
import { describe, expect, test } from "vitest";
import { checkGradient, checkHvp } from "../../src/index.ts";

// Second derivatives exactly where an inner |r| or a − b is 0: gradients survive a corner there, curvatures do not.

const float64 = (...values: number[]): Tensor => tensor(new Float64Array(values));
const curvature = (f: (x: Tensor) => Tensor, at: number): number =>
  hvp((x: Tensor) => sum(f(x)), float64(at), float64(1)).data[0] ?? Number.NaN;

describe("log cosh r at r = 0, where the curvature is 1", () => {
  test("softplus(2r) − r − log 2 has it", () => {
    const f = (r: Tensor): Tensor => sub(sub(softplus(mul(r, 2)), r), Math.LN2);
    expect(curvature(f, 0)).toBe(1);
    expect(grad((r: Tensor) => sum(f(r)))(float64(0)).data[0]).toBe(0);
    checkHvp(f, [float64(0, 1e-12, -1e-12, 2)]);
  });

  test("logAddExp(r, −r) − log 2 has it", () => {
    const f = (r: Tensor): Tensor => sub(logAddExp(r, mul(r, -1)), Math.LN2);
    expect(curvature(f, 0)).toBe(1);
    checkHvp(f, [float64(0, 1e-12, -1e-12, 2)]);
  });

  test("|r| + softplus(−2|r|) − log 2 has 0 there, since the derivative of |r| at 0 is 0: differences see it", () => {
    const f = (r: Tensor): Tensor => sub(add(abs(r), softplus(mul(abs(r), -2))), Math.LN2);
    expect(curvature(f, 0)).toBe(0);
    expect(curvature(f, 1e-9)).toBeCloseTo(1, 12);
    checkGradient(f, [float64(0)]);
    expect(() => checkHvp(f, [float64(0)])).toThrow("finite differences give");
  });
});

test("logAddExp at a = b has the second derivatives ±1/4", () => {
  const at = [float64(3), float64(3)] as const;
  const f = ([a, b]: readonly [Tensor, Tensor]): Tensor => sum(logAddExp(a, b));
  expect(hvp(f, at, [float64(1), float64(0)]).map((x) => x.data[0])).toEqual([0.25, -0.25]);
  expect(hvp(f, at, [float64(0), float64(1)]).map((x) => x.data[0])).toEqual([-0.25, 0.25]);
  checkHvp((a, b) => logAddExp(a, b), [float64(3, 0, -2), float64(3, 0, -2)]);
});

describe("r² at r = 0, where the curvature is 2", () => {
  test("square(r) and r · r have it", () => {
    expect(curvature(square, 0)).toBe(2);
    expect(curvature((r) => mul(r, r), 0)).toBe(2);
  });

  test("|r| · |r| has 0 there: differences see it", () => {
    const f = (r: Tensor): Tensor => mul(abs(r), abs(r));
    expect(curvature(f, 0)).toBe(0);
    expect(() => checkHvp(f, [float64(0)])).toThrow("finite differences give");
  });
});

describe("Jensen–Shannon divergence where p = q", () => {
  const q = [0.2, 0.3, 0.5];
  const logQ = float64(...q.map(Math.log));
  const divergence = (z: Tensor): Tensor => {
    const l = logSoftmax(z);
    const logM = sub(logAddExp(l, logQ), Math.LN2);
    return mul(sum(add(mul0(exp(l), sub(l, logM)), mul0(exp(logQ), sub(logQ, logM)))), 0.5);
  };

  test("value and gradient are 0, the Hessian is (diag p − p pᵀ)/4", () => {
    expect(divergence(logQ).item()).toBeCloseTo(0, 15);
    const v = [1, -2, 0.5];
    const inner = q.reduce((total, p, i) => total + p * (v[i] ?? 0), 0);
    const expected = q.map((p, i) => (p * ((v[i] ?? 0) - inner)) / 4);
    hvp(divergence, logQ, float64(...v)).data.forEach((got, i) => expect(got).toBeCloseTo(expected[i] ?? 0, 14));
  });

  test("differences agree there, and where only one class is equal", () => {
    checkHvp(divergence, [logQ]);
    checkHvp(divergence, [add(logQ, float64(0, 0.3, -0.2))]);
  });
});

test("entropy at a distribution with a zero has no NaN in its curvature", () => {
  const entropy = (p: Tensor): Tensor => sum(mul0(p, log(p)));
  expect(Array.from(grad(entropy)(float64(0.5, 0.5)).data)).toEqual([1 + Math.log(0.5), 1 + Math.log(0.5)]);
  const row = tensor(new Float64Array([0, -Infinity, 1]));
  const product = hvp((z: Tensor) => sum(mul0(exp(logSoftmax(z)), logSoftmax(z))), row, float64(1, 1, -1));
  expect(Array.from(product.data).some(Number.isNaN)).toBe(false);
});
