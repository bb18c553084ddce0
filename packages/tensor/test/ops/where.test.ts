import { expect, test } from "vitest";
import { Tensor, grad, greater, log, sum, tensor, where, zeros } from "../../src/index.ts";
import { f64 } from "../support.ts";

test("the side that is not chosen has a derivative of exactly 0", () => {
  expect(where(tensor([true, false]), tensor([1, 2]), 0).toArray()).toEqual([1, 0]);
  expect(grad((x: Tensor) => sum(where(greater(x, 0), log(x), 0)))(f64(2, 0, -1)).toArray()).toEqual([0.5, 0, 0]);
  expect(where(tensor([[true], [false]]), tensor([1, 2]), tensor([8, 9])).toArray()).toEqual([
    [1, 2],
    [8, 9],
  ]);
  expect(() => where(tensor([true, false]), zeros([3]), 0)).toThrow("where: shapes [2] and [3] do not broadcast");
});
