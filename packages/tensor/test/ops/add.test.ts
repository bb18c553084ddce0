import { expect, test } from "vitest";
import { Tensor, add, grad, sum, tensor, zeros } from "../../src/index.ts";
import { f64 } from "../support.ts";

test("NumPy broadcasting: [2, 1] + [3] is [2, 3]", () => {
  expect(add(tensor([[1], [2]]), tensor([10, 20, 30])).toArray()).toEqual([
    [11, 21, 31],
    [12, 22, 32],
  ]);
});

test("mixed dtypes widen", () => {
  expect(add(tensor([1], { dtype: "int32" }), f64(1)).dtype).toBe("float64");
  expect(add(tensor([true]), tensor([true])).dtype).toBe("int32");
  expect(add(tensor([1], { dtype: "uint8" }), tensor([1], { dtype: "int32" })).dtype).toBe("int32");
  expect(add(tensor([1], { dtype: "int32" }), 0.5).dtype).toBe("float32");
  expect(add(tensor([1], { dtype: "int32" }), 2).dtype).toBe("int32");
  expect(add(f64(1), 0.1).dtype).toBe("float64");
  expect(add(f64(0), 0.1).item()).toBe(0.1);
});

test("shapes that do not broadcast are named", () => {
  expect(() => add(tensor([1, 2]), tensor([1, 2, 3]))).toThrow("add: shapes [2] and [3] do not broadcast");
});

test("empty tensors", () => {
  expect(add(zeros([0, 3]), tensor([1, 2, 3])).shape).toEqual([0, 3]);
});

test("gradients of stretched operands are summed", () => {
  expect(grad((b: Tensor) => sum(add(zeros([4, 2]), b)))(tensor([1, 2])).toArray()).toEqual([4, 4]);
});
