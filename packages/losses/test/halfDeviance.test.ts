import { checkGradient, checkHvp } from "@surprisal/gradcheck";
import { tensor, type Tensor } from "@surprisal/tensor";
import { describe, expect, test } from "vitest";
import { halfDeviance } from "../src/halfDeviance.ts";

const at = (...values: number[]): Tensor => tensor(Float64Array.from(values));
const value = (power: number, x: number, y: number): number => halfDeviance(power)(at(x), at(y)).item();

describe.each([1, 1.5, 2, 3, 0.5])("halfDeviance of power %d", (power) => {
  test("is 0 where the means are the targets, and beside that half the square of the difference, to all digits", () => {
    expect(value(power, 0, 1)).toBe(0);
    expect(value(power, 1e-9, 1) / 5e-19).toBeCloseTo(1, 8);
    expect(value(power, -1e-9, 1) / 5e-19).toBeCloseTo(1, 8);
  });

  test("has the formula's values far from that", () => {
    for (const [x, y] of [
      [2, 0.5],
      [-3, 4],
      [0.2, 6],
    ] as const) {
      const primitive = (p: number): number => (p === 0 ? x : Math.exp(p * x) / p);
      const own = (p: number): number => (p === 0 ? Math.log(y) : y ** p / p);
      const expected = y * own(1 - power) - own(2 - power) - y * primitive(1 - power) + primitive(2 - power);
      expect(value(power, x, y)).toBeCloseTo(expected, 12);
    }
  });

  test("has its derivatives by mean and target", () => {
    const inputs = [at(0.3, -1, 2, 0), at(0.5, 3, 7, 1)];
    const f = halfDeviance(power);
    checkGradient(f, inputs, { domain: [-4, 20] });
    checkHvp(f, inputs);
  });
});

test("amounts of 0 cost what is left of the mean, and tiny ones no more", () => {
  expect(value(1, 1, 0)).toBe(Math.E);
  expect(value(1, 1, 5e-324)).toBeCloseTo(Math.E, 14);
  expect(value(1.5, 1, 0)).toBeCloseTo(2 * Math.exp(0.5), 14);
  expect(value(1.5, 1, 5e-324)).toBeCloseTo(2 * Math.exp(0.5), 14);
  for (const power of [2, 3]) expect(value(power, 1, 0)).toBe(Infinity);
});
