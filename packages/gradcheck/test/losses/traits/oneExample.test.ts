import { expect, test } from "vitest";
import { grows } from "../../../src/losses/traits/oneExample.ts";

test.each<[string, boolean, (scale: number) => number]>([
  ["a square", true, (x) => x * x],
  ["a line", true, (x) => x],
  ["a root", true, Math.sqrt],
  ["a logarithm", true, (x) => Math.log1p(x * x)],
  ["an overflow", true, Math.exp],
  ["a saturated exponential", false, (x) => 1 - Math.exp(-x)],
  ["a rational saturation", false, (x) => (x * x) / (1 + x * x)],
  ["a constant", false, () => 3],
])("%s grows: %s", (_, expected, f) => {
  expect(grows([f(1), f(100), f(10_000)])).toBe(expected);
});
