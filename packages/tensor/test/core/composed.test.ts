import { expect, test } from "vitest";
import { compositionOf } from "../../src/core/composed.ts";
import { add, composed, div, mul, tensor } from "../../src/index.ts";

test("the function stays itself, and is known with its composition", () => {
  const shift = (x: number): number => x + 1;
  const inOps = composed(shift, (x) => add(x, 1));
  expect(inOps).toBe(shift);
  expect(compositionOf(shift)?.(tensor([1, 2])).toArray()).toEqual([2, 3]);
  expect(compositionOf((x: number) => x + 1)).toBeUndefined();
  expect(compositionOf(undefined)).toBeUndefined();
});

test("of several operands", () => {
  const ratio = composed(
    (a: number, b: number) => a / (2 * b),
    (a, b) => div(a, mul(2, b)),
  );
  expect(ratio(3, 2)).toBe(0.75);
  expect(compositionOf(ratio)?.(tensor([3]), tensor([2])).toArray()).toEqual([0.75]);
});
