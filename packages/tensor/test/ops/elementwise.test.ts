import { expect, test } from "vitest";
import { Tensor, defineBinary, defineUnary, grad, mul, sum, tensor, zeros } from "../../src/index.ts";

test("defineUnary: integers become float32 unless they are kept", () => {
  const half = defineUnary(
    "half",
    (x) => x / 2,
    (t) => mul(t, 0.5),
  );
  const same = defineUnary("same", (x) => x, null, true);
  expect(half(tensor([1, 3], { dtype: "int32" })).toArray()).toEqual([0.5, 1.5]);
  expect(same(tensor([1], { dtype: "int32" })).dtype).toBe("int32");
  expect(same(tensor([true])).dtype).toBe("float32");
  expect(grad((x: Tensor) => sum(half(x)))(tensor([1, 2])).toArray()).toEqual([0.5, 0.5]);
  expect(grad((x: Tensor) => sum(same(x)))(tensor([1, 2])).toArray()).toEqual([0, 0]);
});

test("defineBinary: broadcasting, dtypes of results, gradients of stretched operands", () => {
  const far = defineBinary("far", (a, b) => Number(Math.abs(a - b) > 1), null, { result: "bool" });
  const weighted = defineBinary("weighted", (a, b) => a + 2 * b, [(t) => t, (t) => mul(t, 2)]);
  expect(far(tensor([1, 5]), 2).dtype).toBe("bool");
  expect(weighted(tensor([[1], [2]]), tensor([10, 20])).toArray()).toEqual([
    [21, 41],
    [22, 42],
  ]);
  expect(grad((b: Tensor) => sum(weighted(zeros([3, 2]), b)))(tensor([0, 0])).toArray()).toEqual([6, 6]);
  expect(() => weighted(zeros([2]), zeros([3]))).toThrow("weighted: shapes [2] and [3] do not broadcast");
});
