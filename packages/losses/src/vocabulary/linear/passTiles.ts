import { crossEntropyOfState, writeGradient, type CrossEntropyOfStateOptions } from "../sharded/finish.ts";
import { mergeCrossEntropyStates } from "../sharded/merge.ts";
import { stateOfSlice, type CrossEntropyState, type Slice } from "../sharded/state.ts";
import { dtypeOf, type Floats, type LayerArrays, type LayerGradients } from "./layerArrays.ts";
import { withBlock, type BlockProducts, type Visit } from "./product/blockProducts.ts";

export interface TileOptions extends CrossEntropyOfStateOptions {
  /** How many classes are taken at once. */
  readonly tileClasses: number;
  /** Logits become cap · tanh(logit / cap). */
  readonly cap: number;
}

/** A class that is none: of rows that are not looked at. */
const nowhere = -1;

/**
 * One pass over a linear layer and cross-entropy, some classes and a few rows at a time: a first round over the tiles merges their states, a second one
 * computes the logits again, for the gradient. The weight is read twice, where `passRows` reads it once a chunk; four products stand against its three.
 *
 * @param arrays - the layer and classes as its target.
 * @param options - the tile, and the options of cross-entropy.
 * @param shares - `[rows]`: what the gradient of each row is multiplied by; rows of 0 have value and gradient 0.
 * @param gradients - those that are there are added up.
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
  const weights = Float64Array.from(shares);
  const small = Math.min(options.tileClasses, classes);
  const values = new Float64Array(rows);
  // As many terms as rows: in float64 whatever the dtype.
  const biasSums = new Float64Array(classes);
  /** By the first row of a block. */
  const states = new Map<number, CrossEntropyState>();
  const extents = { dtype: dtypeOf(features), depth: width, small, large: rows, keepsScores: false } as const;
  withBlock(extents, (products) => {
    const logits = new Float64Array(products.tileRows * small);
    const forEachTile = (visit: (tile: Tile) => Visit, finish?: (tile: Tile) => void): void => {
      for (let start = 0; start < classes; start += small) {
        const end = Math.min(start + small, classes);
        const tile = {
          start,
          products,
          bias: bias.subarray(start, end),
          biasSums: biasSums.subarray(start, end),
          logits,
        };
        products.setSmall(
          weight,
          Int32Array.from({ length: end - start }, (_, k) => start + k),
        );
        products.visit(features, { scores: true, ...visit(tile) });
        finish?.(tile);
      }
    };
    /** A block of rows of a tile, its logits capped. */
    const read = (tile: Tile, row: number, count: number): Slice => {
      readLogits(tile, count, options.cap);
      const [own, { length }] = [target.subarray(row, row + count), tile.bias];
      return { logits, target: own, rows: count, width: length, start: tile.start, ignoreIndex: nowhere };
    };

    forEachTile((tile) => ({
      between: (row, count) => {
        const own = stateOfSlice(read(tile, row, count));
        const known = states.get(row);
        states.set(row, known ? mergeCrossEntropyStates([known, own]) : own);
      },
    }));
    for (const [row, state] of states) {
      const own = target.subarray(row, row + state.maximum.length);
      values.set(crossEntropyOfState(state, own, { ...options, ignoreIndex: nowhere }).data, row);
    }
    if (Object.keys(gradients).length === 0) return;
    forEachTile(
      (tile) => ({
        smallGradient: gradients.weight !== undefined,
        largeGradient: gradients.features,
        between: (row, count) => {
          const slice = read(tile, row, count);
          const state = states.get(row) ?? stateOfSlice(slice);
          writeGradient(logits, slice, state, weights.subarray(row, row + count), options);
          writeSlopes(tile, count, options.cap);
        },
      }),
      ({ bias: { length }, start }) => {
        for (let k = 0; k < length; k++) gradients.weight?.set(products.smallGradient(k), (start + k) * width);
      },
    );
  });
  gradients.bias?.set(biasSums);
  return values;
}

/** A slice of the classes. */
interface Tile {
  readonly start: number;
  readonly products: BlockProducts;
  readonly bias: Floats;
  readonly biasSums: Float64Array;
  /** Of the rows of a block, without room between. */
  readonly logits: Float64Array;
}

/** From scores to logits. */
function readLogits({ bias, logits, products: { scores, scoreStride } }: Tile, count: number, cap: number): void {
  for (let i = 0, to = 0; i < count; i++) {
    for (let k = 0, at = i * scoreStride; k < bias.length; k++, at++, to++) {
      const z = (scores[at] as number) + (bias[k] as number);
      // A masked class stays masked.
      logits[to] = cap === Infinity || z === -Infinity ? z : cap * Math.tanh(z / cap);
    }
  }
}

/** From the gradient by the logits, which is in their place, to that by the scores, in theirs. */
function writeSlopes(
  { bias, biasSums, logits, products: { scores, scoreStride } }: Tile,
  count: number,
  cap: number,
): void {
  for (let i = 0, from = 0; i < count; i++) {
    for (let k = 0, at = i * scoreStride; k < bias.length; k++, at++, from++) {
      const capped = logits[from] as number;
      const slope = cap === Infinity ? capped : capped * capSlope(((scores[at] as number) + (bias[k] as number)) / cap);
      scores[at] = slope;
      biasSums[k] = (biasSums[k] as number) + slope;
    }
  }
}

/** The derivative of tanh, as 4t/(1+t)² of t = exp(−2|x|): 1 − tanh² has no digits left where tanh is near 1. */
function capSlope(x: number): number {
  const t = Math.exp(-2 * Math.abs(x));
  return (4 * t) / (1 + t) ** 2;
}
