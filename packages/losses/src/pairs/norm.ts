import { add, sqrt, square, sum, type Tensor, type TensorLike } from "@surprisal/tensor";

/** What is added to squared norms, in the digits that PyTorch has of it: float32. */
const smallest = Math.fround(1e-12);

/** Lengths of the rows, `[… 1]`; smooth at 0, where they are 1e-6. */
export const norm = (x: TensorLike): Tensor => sqrt(add(sum(square(x), { axis: -1, keepDims: true }), smallest));
