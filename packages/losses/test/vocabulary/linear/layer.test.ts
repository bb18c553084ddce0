import { DTypeError, ShapeError } from "@surprisal/contract";
import { tensor, type TensorLike } from "@surprisal/tensor";
import { expect, test } from "vitest";
import { crossEntropy } from "../../../src/index.ts";
import { linearLoss } from "../../../src/vocabulary/index.ts";

const fused = linearLoss(crossEntropy);
const words = ["high"] as unknown as TensorLike;

test("tensors that are no layer are refused by name", () => {
  const refuse = (call: () => unknown, error: typeof ShapeError, message: string): void => {
    expect(call).toThrow(error);
    expect(call).toThrow(`crossEntropy: ${message}`);
  };
  const shapes = "expected [… D] and [rows, D]";
  const deep = [[[1, 2]]];
  refuse(
    () => fused([1, 2], [[1, 2]], undefined, [0]),
    ShapeError,
    `features have shape [2] and weight [1, 2], ${shapes}`,
  );
  refuse(
    () => fused([[1, 2]], deep, undefined, [0]),
    ShapeError,
    `features have shape [1, 2] and weight [1, 1, 2], ${shapes}`,
  );
  refuse(
    () => fused([[1, 2]], [1, 2], undefined, [0]),
    ShapeError,
    `features have shape [1, 2] and weight [2], ${shapes}`,
  );
  refuse(() => fused([[1, 2]], [[1, 2]], [[0, 1]], [0]), ShapeError, "bias has shape [1, 2], expected [1]");
  refuse(() => fused([words] as TensorLike, [[1]], undefined, [0]), DTypeError, "features");
  refuse(() => fused([[1]], [words] as TensorLike, undefined, [0]), DTypeError, "weight");
  refuse(() => fused([[1]], [[1]], words, [0]), DTypeError, "bias");
});

test("what is float64 anywhere in the layer is float64", () => {
  const weight = [
    [1, 0],
    [0.1, -1],
  ];
  const single = fused([[0.3, 0.7]], weight, [0.1, 0.2], [1]);
  expect(single.dtype).toBe("float32");
  const double = (x: TensorLike) => tensor(x, { dtype: "float64" });
  const all = [
    fused(double([[0.3, 0.7]]), weight, [0.1, 0.2], [1]),
    fused([[0.3, 0.7]], double(weight), [0.1, 0.2], [1]),
    fused([[0.3, 0.7]], weight, double([0.1, 0.2]), [1]),
  ];
  for (const each of all) {
    expect(each.dtype).toBe("float64");
    expect(each.item()).toBeCloseTo(single.item(), 6);
  }
  expect(fused(double([[0.3, 0.7]]), double(weight), undefined, [1]).dtype).toBe("float64");
});
