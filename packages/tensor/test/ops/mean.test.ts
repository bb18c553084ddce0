import { expect, test } from "vitest";
import { Tensor, grad, mean, sum, tensor, zeros } from "../../src/index.ts";
import { f64 } from "../support.ts";

test("axes, dtype and nothing", () => {
  expect(
    mean(
      tensor([
        [1, 2],
        [3, 4],
      ]),
      { axis: 1 },
    ).toArray(),
  ).toEqual([1.5, 3.5]);
  expect(mean(tensor([1, 2], { dtype: "int32" })).dtype).toBe("float32");
  expect(mean(tensor([1, 2], { dtype: "int32" })).item()).toBe(1.5);
  expect(mean(zeros([0])).item()).toBeNaN();
  expect(grad((x: Tensor) => sum(mean(x)))(f64(1, 2, 3, 4)).toArray()).toEqual([0.25, 0.25, 0.25, 0.25]);
});
