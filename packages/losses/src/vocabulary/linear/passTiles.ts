import { supports } from "@surprisal/kernels";
import type { CrossEntropyOfStateOptions } from "../sharded/finish.ts";
import type { Floats, LayerArrays, LayerGradients } from "./layerArrays.ts";
import { multiply } from "./product/multiply.ts";
import { withRoom } from "./product/room.ts";
import { stateSize, type SoftmaxArrays } from "./product/softmaxRows.ts";
import { AnyTileLoss, nowhere, type TileLoss } from "./tileLoss.ts";
import { VectorTileLoss } from "./vectorTileLoss.ts";

export interface TileOptions extends CrossEntropyOfStateOptions {
  /** How many classes are taken at once. */
  readonly tileClasses: number;
  /** Logits become cap · tanh(logit / cap). */
  readonly cap: number;
}

/** Rows whose scores for a tile are there at once. */
const blockRows = 512;

/**
 * One pass over a linear layer and cross-entropy, some classes and a few rows at a time: a first round over the tiles merges their states, a second one
 * computes the logits again, for the gradient. The weight is read twice, where `passRows` reads it once a chunk; four products stand against its three.
 *
 * @param arrays - the layer and classes as its target.
 * @param options - the tile, and the options of cross-entropy.
 * @param shares - `[rows]`: what the gradient of each row is multiplied by; rows of 0 have value and gradient 0.
 * @param gradients - zeros; those that are there are written.
 * @returns values `[rows]`.
 */
export function passTiles(
  arrays: LayerArrays,
  options: TileOptions,
  shares: ArrayLike<number>,
  gradients: LayerGradients,
): Float64Array {
  const { bias, classes, features, rows, weight, width } = arrays;
  const target = Int32Array.from(arrays.target, (k, row) => (shares[row] === 0 ? nowhere : k));
  const size = Math.min(options.tileClasses, classes);
  // Rows of whole vectors.
  const stride = Math.ceil(size / 4) * 4;
  const block = Math.min(blockRows, Math.max(1, rows));
  const Numbers = features instanceof Float32Array ? Float32Array : Float64Array;
  const extents = {
    scores: [Numbers, block * stride],
    bias: [Float32Array, stride],
    sums: [Float32Array, stride],
    state: [Float32Array, block * stateSize],
  } as const;
  return withRoom(extents, (room) => {
    const loss = tileLossFor(target, Float64Array.from(shares), stride, room, options);
    // As many terms as rows: in float64 whatever the dtype.
    const biasSums = new Float64Array(classes);
    /** The scores of each block of rows for each tile of classes. */
    const forEachBlock = (visit: (block: Block) => void): void => {
      for (let start = 0; start < classes; start += size) {
        const end = Math.min(start + size, classes);
        loss.move({ start, bias: bias.subarray(start, end), biasSums: biasSums.subarray(start, end) });
        for (let row = 0; row < rows; row += block) {
          const count = Math.min(block, rows - row);
          const part = { row, count, start, size: end - start };
          const { scores } = room();
          // What pads a row is read, but may not count.
          if (part.size < stride)
            for (let i = 0; i < count; i++) scores.fill(0, i * stride + part.size, (i + 1) * stride);
          const extent = { rows: count, inner: width, columns: part.size, transposeB: true, strideC: stride };
          multiply(rowsOf(features, row, count), rowsOf(weight, start, part.size), scores, extent);
          visit(part);
        }
      }
    };
    const rowsOf = (matrix: Floats, first: number, count: number): Floats =>
      matrix.subarray(first * width, (first + count) * width);
    forEachBlock(({ row, count }) => loss.addStates(row, count));
    const values = loss.values();
    if (Object.keys(gradients).length === 0) return values;
    forEachBlock(({ row, count, start, size: own }) => {
      loss.writeSlopes(row, count);
      const extent = { inner: own, columns: width, strideA: stride };
      if (gradients.weight)
        multiply(room().scores, rowsOf(features, row, count), rowsOf(gradients.weight, start, own), {
          ...extent,
          rows: own,
          inner: count,
          transposeA: true,
          accumulate: row > 0,
        });
      if (gradients.features)
        multiply(room().scores, rowsOf(weight, start, own), rowsOf(gradients.features, row, count), {
          ...extent,
          rows: count,
          accumulate: start > 0,
        });
    });
    gradients.bias?.set(biasSums);
    return values;
  });
}

/** Some rows, and some classes. */
interface Block {
  readonly row: number;
  readonly count: number;
  readonly start: number;
  readonly size: number;
}

interface Room extends Omit<SoftmaxArrays, "scores"> {
  readonly scores: Floats;
}

function tileLossFor(
  target: Int32Array,
  shares: Float64Array,
  stride: number,
  room: () => Room,
  options: TileOptions,
): TileLoss {
  const isPlain = options.cap === Infinity && (options.labelSmoothing ?? 0) === 0;
  if (!(supports.simd && isPlain && room().scores instanceof Float32Array))
    return new AnyTileLoss(target, shares, stride, () => room().scores, options);
  // Of that type, as they are asked for anew.
  return new VectorTileLoss(target, shares, stride, room as () => SoftmaxArrays, options);
}
