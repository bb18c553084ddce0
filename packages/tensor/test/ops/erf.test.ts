import { expect, test } from "vitest";
import { erf, grad, hvp, sum, tensor, type Tensor } from "../../src/index.ts";

// Python 3's math.erf.
const known = [
  [1e-300, 1.1283791670955126e-300],
  [1e-8, 1.1283791670955126e-8],
  [0.1, 0.1124629160182849],
  [0.5, 0.5204998778130465],
  [0.9, 0.7969082124228322],
  [1.2, 0.9103139782296353],
  [1.5, 0.9661051464753108],
  [1.9, 0.9927904292352575],
  [1.9999, 0.9953201979070294],
  [2.0, 0.9953222650189527],
  [2.3, 0.9988568234026434],
  [2.7, 0.9998656672600594],
  [3.3, 0.9999969422902035],
  [4.5, 0.9999999998033839],
  [5.9, 0.9999999999999999],
  [6.0, 1.0],
  [700, 1.0],
] as const;

test("erf is right to a few units in the last place, and odd", () => {
  for (const [x, value] of known) {
    const { data } = erf(tensor(Float64Array.of(x, -x)));
    expect(Math.abs((data[0] ?? 0) - value)).toBeLessThanOrEqual(4 * Number.EPSILON * value);
    expect(data[1]).toBe(-(data[0] ?? 0));
  }
  expect(erf(tensor(Float64Array.of(Infinity, -Infinity, Number.NaN, 0))).toArray()).toEqual([1, -1, Number.NaN, 0]);
});

test("erf has the normal density as its derivative, far out too", () => {
  const at = (x: number): Tensor => tensor(Float64Array.of(x));
  for (const x of [0, 0.7, -3, 20]) {
    const density = (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x);
    expect(grad((t: Tensor) => sum(erf(t)))(at(x)).item()).toBeCloseTo(density, 15);
    expect(hvp((t: Tensor) => sum(erf(t)), at(x), at(1)).item()).toBeCloseTo(-2 * x * density, 15);
  }
});
