import { expect, test } from "vitest";
import { Tensor, grad, log1p, sum } from "../../src/index.ts";
import { f64 } from "../support.ts";

test("keeps the digits of small numbers", () => {
  expect(log1p(f64(1e-20)).item()).toBe(1e-20);
  expect(log1p(f64(0, -1)).toArray()).toEqual([0, -Infinity]);
  expect(grad((x: Tensor) => sum(log1p(x)))(f64(0, 3)).toArray()).toEqual([1, 0.25]);
});
