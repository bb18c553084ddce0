import { expect, test } from "vitest";
import { maximum } from "../src/maximum.ts";

test("the largest value, inside and at either end", () => {
  expect(maximum((p) => p * (1 - p))).toBeCloseTo(0.25, 15);
  expect(maximum((p) => p ** 2)).toBe(1);
  expect(maximum((p) => 1 - p)).toBe(1);
  expect(maximum(Math.sin, -2, 2)).toBeCloseTo(1, 15);
});

test("the higher of two hills, and past ends without a value", () => {
  expect(maximum((x) => Math.exp(-((x - 0.2) ** 2) * 1e3) + 2 * Math.exp(-((x - 0.8) ** 2) * 1e3))).toBeCloseTo(2, 12);
  expect(maximum((p) => -p * Math.log(p) - (1 - p) * Math.log(1 - p))).toBeCloseTo(Math.LN2, 15);
});
