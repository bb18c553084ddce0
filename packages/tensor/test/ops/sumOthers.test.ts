import { expect, test } from "vitest";
import { Tensor, grad, mul, sum, sumOthers } from "../../src/index.ts";
import { f64 } from "../support.ts";

test("never as the whole minus the element", () => {
  expect(sumOthers(f64(1, 2, 4)).toArray()).toEqual([6, 5, 3]);
  expect(sumOthers(f64(1, 1e-30)).toArray()).toEqual([1e-30, 1]);
  expect(() => sumOthers(1)).toThrow("sumOthers: x has no axes");
  expect(grad((x: Tensor) => sum(mul(f64(1, 0, 0), sumOthers(x))))(f64(1, 2, 3)).toArray()).toEqual([0, 1, 1]);
});
