import type { CompiledLoss } from "@surprisal/contract/compile";
import { dtypeOf, type LayerArrays, type LayerGradients } from "./layerArrays.ts";
import { withBlock, type BlockProducts } from "./product/blockProducts.ts";

/** How many logits a loss is given at once: they stay in the cache. */
const blockSize = 16_384;

/**
 * One pass over a linear layer and a loss, some rows at a time: their logits, the loss on them, its gradient in their place, and the products of that
 * with weight and features. What it holds are the logits of one chunk.
 *
 * @param arrays - the layer and the target.
 * @param loss - value and gradient of rows of logits.
 * @param chunkRows - of how many rows the logits are there at once.
 * @param shares - `[rows]`: what the gradient of each row is multiplied by; rows of 0 are not looked at.
 * @param gradients - zeros; those that are there are added up.
 * @returns values `[rows]`, 0 for rows that are not looked at.
 */
export function passRows(
  arrays: LayerArrays,
  loss: CompiledLoss,
  chunkRows: number,
  shares: ArrayLike<number>,
  gradients: LayerGradients,
): Float64Array {
  const { classes, features, rows, weight, width } = arrays;
  const counted = Int32Array.from({ length: rows }, (_, row) => row).filter((row) => shares[row] !== 0);
  const size = Math.max(1, Math.min(chunkRows, counted.length));
  const values = new Float64Array(rows);
  // As many terms as rows: in float64 whatever the dtype.
  const biasSums = gradients.bias && new Float64Array(classes);
  const isValueOnly = Object.keys(gradients).length === 0;
  const options = { dtype: dtypeOf(features), depth: width, small: size, large: classes, keepsScores: true };
  withBlock(options, (products) => {
    const run = lossOnLogits(arrays, products, loss, shares, values, isValueOnly, biasSums);
    for (let start = 0; start < counted.length; start += size) {
      const chunk = counted.subarray(start, start + size);
      products.setSmall(features, chunk);
      products.visit(weight, { scores: true });
      run(chunk);
      if (isValueOnly) continue;
      products.visit(weight, { smallGradient: gradients.features !== undefined, largeGradient: gradients.weight });
      for (const [i, row] of chunk.entries()) gradients.features?.set(products.smallGradient(i), row * width);
    }
  });
  if (biasSums) gradients.bias?.set(biasSums);
  return values;
}

/** From logits without bias to the gradient by them, a few rows at a time; values are written, gradients by the bias added up. */
function lossOnLogits(
  { bias, classes, target, targetWidth }: LayerArrays,
  { scores: logits, scoreStride }: BlockProducts,
  loss: CompiledLoss,
  shares: ArrayLike<number>,
  values: Float64Array,
  isValueOnly: boolean,
  biasSums: Float64Array | undefined,
): (rows: Int32Array) => void {
  const size = Math.max(1, Math.floor(blockSize / Math.max(1, classes)));
  const Numbers = logits instanceof Float32Array ? Float32Array : Float64Array;
  const [given, slopes] = [new Numbers(size * classes), new Numbers(size * classes)];
  const [goals, own] = [new Float64Array(size * targetWidth), new Float64Array(size)];
  return (rows) => {
    for (let start = 0; start < rows.length; start += size) {
      const block = rows.subarray(start, start + size);
      for (const [i, row] of block.entries()) {
        for (let k = 0; k < targetWidth; k++) goals[i * targetWidth + k] = target[row * targetWidth + k] as number;
        for (let k = 0, at = (start + i) * scoreStride; k < classes; k++, at++)
          given[i * classes + k] = (logits[at] as number) + (bias[k] as number);
      }
      // Losses that are computed op by op take no more than the rows that are there.
      loss.run(block.length, given, goals.subarray(0, block.length * targetWidth), own, slopes);
      for (const [i, row] of block.entries()) {
        values[row] = own[i] as number;
        if (isValueOnly) continue;
        const share = shares[row] as number;
        for (let k = 0, at = (start + i) * scoreStride; k < classes; k++, at++) {
          const slope = share * (slopes[i * classes + k] as number);
          logits[at] = slope;
          if (biasSums) biasSums[k] = (biasSums[k] as number) + slope;
        }
      }
    }
  };
}
