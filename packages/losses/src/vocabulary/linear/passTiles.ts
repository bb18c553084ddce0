import { asTensor, reshape, type Tensor } from "@surprisal/tensor";
import {
  crossEntropyGradientOfSlice,
  crossEntropyOfState,
  type CrossEntropyOfStateOptions,
} from "../sharded/finish.ts";
import { mergeCrossEntropyStates } from "../sharded/merge.ts";
import { crossEntropyState, emptyState } from "../sharded/state.ts";
import { arrayLike, type LayerArrays, type LayerGradients } from "./layerArrays.ts";
import { addTimes, addTransposedTimes, timesTransposed, type Floats } from "./products.ts";

export interface TileOptions extends CrossEntropyOfStateOptions {
  /** Of how many classes the logits are there at once. */
  readonly tileClasses: number;
  /** Logits become cap · tanh(logit / cap). */
  readonly cap: number;
}

/** A class that is none: of rows that are not looked at. */
const nowhere = -1;

/**
 * One pass over a linear layer and cross-entropy, some classes at a time: a first round merges the states of the tiles, a second one computes the logits of
 * each tile again, for its gradient. It reads the weight twice, whatever the tile, and needs four products where the rows' pass needs three.
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
  const { classes, features, rows, target, weight, width } = arrays;
  const { cap, tileClasses } = options;
  const own = { ...options, ignoreIndex: nowhere };
  const goals = asTensor(Int32Array.from(target, (k, row) => (shares[row] === 0 ? nowhere : k)));
  const weights = Float64Array.from(shares);
  const size = Math.min(tileClasses, classes) * rows;
  const room = arrayLike(features, size);
  const raw = cap === Infinity ? room : arrayLike(features, size);

  /** Runs over the tiles, with the logits of each, capped. */
  const forEachTile = (body: (logits: Tensor, start: number, tileWeight: Floats) => void): void => {
    for (let start = 0; start < classes; start += tileClasses) {
      const count = Math.min(tileClasses, classes - start);
      const tileWeight = weight.subarray(start * width, (start + count) * width);
      const logits = room.subarray(0, rows * count);
      timesTransposed(logits, features, tileWeight, rows, count, width);
      addBias(logits, arrays.bias.subarray(start, start + count));
      if (cap !== Infinity) {
        raw.set(logits);
        for (let i = 0; i < logits.length; i++) {
          const z = logits[i] as number;
          // A masked class stays masked.
          if (z !== -Infinity) logits[i] = cap * Math.tanh(z / cap);
        }
      }
      body(reshape(asTensor(logits), [rows, count]), start, tileWeight);
    }
  };

  let state = emptyState(rows);
  forEachTile((logits, start) => {
    state = mergeCrossEntropyStates([state, crossEntropyState(logits, goals, { start, ignoreIndex: nowhere })]);
  });
  const values = crossEntropyOfState(state, goals, own).data as Float64Array;
  if (Object.keys(gradients).length === 0) return values;
  forEachTile((logits, start, tileWeight) => {
    const count = tileWeight.length / width;
    // Of the dtype of the logits.
    const slope = crossEntropyGradientOfSlice(state, logits, goals, { ...own, start, weights }).data as Floats;
    if (cap !== Infinity)
      for (let i = 0; i < slope.length; i++) slope[i] = (slope[i] as number) * capSlope((raw[i] as number) / cap);
    if (gradients.features) addTimes(gradients.features, slope, tileWeight, rows, width, count);
    const tileGradient = gradients.weight?.subarray(start * width, (start + count) * width);
    if (tileGradient) addTransposedTimes(tileGradient, slope, features, rows, width, count);
    if (gradients.bias) addColumns(gradients.bias.subarray(start, start + count), slope);
  });
  return values;
}

/** The derivative of tanh, as 4t/(1+t)² of t = exp(−2|x|): 1 − tanh² has no digits left where tanh is near 1. */
function capSlope(x: number): number {
  const t = Math.exp(-2 * Math.abs(x));
  return (4 * t) / (1 + t) ** 2;
}

function addBias(logits: Floats, bias: Floats): void {
  for (let start = 0; start < logits.length; start += bias.length)
    for (let k = 0; k < bias.length; k++) logits[start + k] = (logits[start + k] as number) + (bias[k] as number);
}

function addColumns(sums: Floats, x: Floats): void {
  for (let k = 0; k < sums.length; k++) {
    let sum = sums[k] as number;
    for (let i = k; i < x.length; i += sums.length) sum += x[i] as number;
    sums[k] = sum;
  }
}
