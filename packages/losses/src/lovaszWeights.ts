import { tensor, type Tensor } from "@surprisal/tensor";

/**
 * What each error of a row counts in the Lovász extension of the Jaccard loss: by how much the loss 1 − I/U grows when the errors, from the
 * largest down, are made one after the other. Constant between two places where the order changes, and so without a derivative.
 */
export function lovaszWeights(errors: Tensor, truth: Tensor): Tensor {
  const length = errors.shape.at(-1) ?? 1;
  const weights = new Float64Array(errors.data.length);
  for (let start = 0; start < weights.length; start += length) {
    const row = errors.data.subarray(start, start + length);
    const inside = truth.data.subarray(start, start + length);
    let intersection = 0;
    for (const each of inside) intersection += each;
    let union = intersection;
    let before = 0;
    const fromLargest = Array.from(row, (_, i) => i).toSorted((i, j) => (row[j] as number) - (row[i] as number));
    for (const i of fromLargest) {
      const own = inside[i] as number;
      intersection -= own;
      union += 1 - own;
      const loss = 1 - intersection / union;
      weights[start + i] = loss - before;
      before = loss;
    }
  }
  return tensor(weights, { shape: errors.shape, dtype: errors.dtype });
}
