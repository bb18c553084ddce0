import type { CompiledLoss } from "@surprisal/contract/compile";
import { supports } from "@surprisal/kernels";
import type { Floats, LayerArrays, LayerGradients } from "./layerArrays.ts";
import { multiply } from "./product/multiply.ts";
import { withRoom } from "./product/room.ts";
import { scaleSlopes } from "./product/scaleSlopes.ts";

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
 * @param gradients - zeros; those that are there are written.
 * @returns values `[rows]`, 0 for rows that are not looked at.
 */
export function passRows(
  arrays: LayerArrays,
  loss: CompiledLoss,
  chunkRows: number,
  shares: ArrayLike<number>,
  gradients: LayerGradients,
): Float64Array {
  const { bias, classes, features, rows, weight, width } = arrays;
  const counted = Int32Array.from({ length: rows }, (_, row) => row).filter((row) => shares[row] !== 0);
  const size = Math.max(1, Math.min(chunkRows, counted.length));
  const block = Math.max(1, Math.floor(blockSize / Math.max(1, classes)));
  const values = new Float64Array(rows);
  const isValueOnly = Object.keys(gradients).length === 0;
  const Numbers = features instanceof Float32Array ? Float32Array : Float64Array;
  const extents = {
    features: [Numbers, size * width],
    logits: [Numbers, size * classes],
    slopes: [Numbers, block * classes],
    // As many terms as rows: in float64 whatever the dtype.
    biasSums: [Float64Array, classes],
  } as const;
  withRoom(extents, (arraysOfRoom) => {
    arraysOfRoom().biasSums.fill(0);
    for (let start = 0; start < counted.length; start += size) {
      const chunk = counted.subarray(start, start + size);
      const count = chunk.length;
      const room = (): { features: Floats; logits: Floats; slopes: Floats; biasSums: Float64Array } => {
        const all = arraysOfRoom();
        return {
          ...all,
          features: all.features.subarray(0, count * width),
          logits: all.logits.subarray(0, count * classes),
        };
      };
      const own = room();
      for (const [i, row] of chunk.entries()) {
        own.features.set(features.subarray(row * width, (row + 1) * width), i * width);
        own.logits.set(bias, i * classes);
      }
      const extent = { rows: count, inner: width, columns: classes };
      multiply(own.features, weight, own.logits, { ...extent, transposeB: true, accumulate: true });
      lossOnLogits(arrays, room, loss, block, chunk, shares, values, isValueOnly);
      if (gradients.weight) {
        const { features: x, logits: slopes } = room();
        const turned = { rows: classes, inner: count, columns: width, transposeA: true, accumulate: start > 0 };
        multiply(slopes, x, gradients.weight, turned);
      }
      if (gradients.features) {
        // In the place of the features, which are done with.
        const { features: sums, logits: slopes } = room();
        multiply(slopes, weight, sums, { rows: count, inner: classes, columns: width });
        const { features: own } = room();
        for (const [i, row] of chunk.entries())
          gradients.features.set(own.subarray(i * width, (i + 1) * width), row * width);
      }
    }
    gradients.bias?.set(arraysOfRoom().biasSums);
  });
  return values;
}

interface Room {
  readonly logits: Floats;
  readonly slopes: Floats;
  readonly biasSums: Float64Array;
}

/** From logits to the gradient by them, a few rows at a time; values are written, gradients by the bias added up. */
function lossOnLogits(
  { classes, target, targetWidth }: LayerArrays,
  room: () => Room,
  loss: CompiledLoss,
  block: number,
  rows: Int32Array,
  shares: ArrayLike<number>,
  values: Float64Array,
  isValueOnly: boolean,
): void {
  const [goals, own] = [new Float64Array(block * targetWidth), new Float64Array(block)];
  // Where the memory is not shared, a loss may let it grow, and so take the arrays away: it gets others.
  const apart = supports.threads ? undefined : room().slopes.slice();
  for (let start = 0; start < rows.length; start += block) {
    const some = rows.subarray(start, start + block);
    for (const [i, row] of some.entries())
      for (let k = 0; k < targetWidth; k++) goals[i * targetWidth + k] = target[row * targetWidth + k] as number;
    const given = (): Floats => room().logits.subarray(start * classes, (start + some.length) * classes);
    const slopes = apart ?? room().slopes;
    // Losses that are computed op by op take no more than the rows that are there.
    const goal = goals.subarray(0, some.length * targetWidth);
    loss.run(some.length, apart ? given().slice() : given(), goal, own, slopes);
    const [to, { biasSums }] = [given(), room()];
    for (const [i, row] of some.entries()) {
      values[row] = own[i] as number;
      const part = [i * classes, (i + 1) * classes] as const;
      if (!isValueOnly) scaleSlopes(slopes.subarray(...part), shares[row] as number, to.subarray(...part), biasSums);
    }
  }
}
