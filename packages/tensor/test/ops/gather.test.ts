import { expect, test } from "vitest";
import { Tensor, gather, grad, pick, scatterAdd, sum, tensor, zeros } from "../../src/index.ts";

test("picks along the last axis", () => {
  const indices = tensor(new Int32Array([2, 0, 1, 1]), { shape: [2, 2] });
  expect(
    gather(
      tensor([
        [1, 2, 3],
        [4, 5, 6],
      ]),
      indices,
    ).toArray(),
  ).toEqual([
    [3, 1],
    [5, 5],
  ]);
  expect(grad((x: Tensor) => sum(gather(x, indices)))(zeros([2, 3])).toArray()).toEqual([
    [1, 0, 1],
    [0, 2, 0],
  ]);
});

test("scatterAdd is its transpose", () => {
  expect(scatterAdd(tensor([[5, 7]]), tensor(new Int32Array([2, 2]), { shape: [1, 2] }), 3).toArray()).toEqual([
    [0, 0, 12],
  ]);
  const values = tensor(new Float32Array(65_536).fill(0.1), { shape: [1, 65_536] });
  expect(scatterAdd(values, zeros([1, 65_536], { dtype: "int32" }), 1).item()).toBeCloseTo(6553.6, 2);
});

test("pick takes one element a row", () => {
  expect(
    pick(
      tensor([
        [1, 2],
        [3, 4],
      ]),
      tensor(new Int32Array([1, 0])),
    ).toArray(),
  ).toEqual([2, 3]);
  expect(grad((x: Tensor) => sum(pick(x, tensor(new Int32Array([1, 0])))))(zeros([2, 2])).toArray()).toEqual([
    [0, 1],
    [1, 0],
  ]);
});

test("what does not fit is named", () => {
  expect(() => pick(tensor([[1, 2]]), tensor(new Int32Array([2])))).toThrow("gather: indices[0] is 2, expected 0..1");
  expect(() => pick(tensor([[1, 2]]), tensor([0.5]))).toThrow("gather: indices are float32, expected int32");
  expect(() => gather(tensor([1, 2]), tensor(new Int32Array([0]), { shape: [1, 1] }))).toThrow(
    "indices have shape [1, 1]",
  );
  expect(() => scatterAdd(tensor([1, 2]), tensor(new Int32Array([0])), 3)).toThrow(
    "scatterAdd: indices have shape [1], expected [2]",
  );
});
