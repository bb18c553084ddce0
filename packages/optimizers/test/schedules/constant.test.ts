import { expect, test } from "vitest";
import { constant } from "../../src/index.ts";

test("the same at every step", () => {
  expect([0, 1, 1e9].map(constant(0.3))).toEqual([0.3, 0.3, 0.3]);
  expect(constant(0)(3)).toBe(0);
});

test.each([-1, Number.NaN, Infinity])("rejects %d", (rate) => {
  expect(() => constant(rate)).toThrow(`constant: rate is ${rate}, expected a number from 0`);
});
