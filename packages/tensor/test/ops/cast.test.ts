import { expect, test } from "vitest";
import { Tensor, cast, grad, sum, tensor } from "../../src/index.ts";

test("integers are cut towards zero, bool is what is not 0", () => {
  expect(cast(tensor([1.7, -1.7]), "int32").toArray()).toEqual([1, -1]);
  expect(cast(tensor([0, 0.5, -2]), "bool").toArray()).toEqual([0, 1, 1]);
  const x = tensor([1]);
  expect(cast(x, "float32")).toBe(x);
});

test("the gradient comes back in the dtype of its input", () => {
  expect(grad((x: Tensor) => sum(cast(x, "float64")))(tensor([1, 2])).dtype).toBe("float32");
  expect(grad((x: Tensor) => sum(cast(cast(x, "int32"), "float32")))(tensor([1.5, 2.5])).toArray()).toEqual([0, 0]);
});
