import { crossEntropyOfState, writeGradient, type CrossEntropyOfStateOptions } from "../sharded/finish.ts";
import { mergeCrossEntropyStates } from "../sharded/merge.ts";
import { emptyState, stateOfSlice, type CrossEntropyState, type Slice } from "../sharded/state.ts";
import type { Floats } from "./layerArrays.ts";

/** A class that is none: of rows that are not looked at. */
export const nowhere = -1;

/** Some of the classes of a layer. */
export interface Tile {
  readonly start: number;
  readonly bias: Floats;
  /** The gradient by the bias, to be added to. */
  readonly biasSums: Float64Array;
}

/** Cross-entropy of scores that come in tiles of classes and blocks of rows, `[rows of a block, stride]`. */
export interface TileLoss {
  /** To other classes. */
  move(tile: Tile): void;
  /** Takes note of the scores of some rows: of all tiles, before what follows. */
  addStates(row: number, count: number): void;
  /** `[rows]`: the loss. */
  values(): Float64Array;
  /** Puts the gradient in the place of the scores. */
  writeSlopes(row: number, count: number): void;
}

export interface TileLossOptions extends CrossEntropyOfStateOptions {
  /** Logits become cap · tanh(logit / cap). */
  readonly cap: number;
}

/** With label smoothing and cap as well, in plain JavaScript. */
export class AnyTileLoss implements TileLoss {
  readonly #target: Int32Array;
  readonly #shares: Float64Array;
  readonly #stride: number;
  readonly #scores: () => Floats;
  readonly #options: TileLossOptions;
  /** By the first row of a block. */
  readonly #states = new Map<number, CrossEntropyState>();
  /** Of the rows of a block, without room between. */
  readonly #logits: Float64Array;
  #tile: Tile = { start: 0, bias: new Float64Array(), biasSums: new Float64Array() };

  constructor(
    target: Int32Array,
    shares: Float64Array,
    stride: number,
    scores: () => Floats,
    options: TileLossOptions,
  ) {
    this.#target = target;
    this.#shares = shares;
    this.#stride = stride;
    this.#scores = scores;
    this.#options = { ...options, ignoreIndex: nowhere };
    this.#logits = new Float64Array(scores().length);
  }

  move(tile: Tile): void {
    this.#tile = tile;
  }

  addStates(row: number, count: number): void {
    const own = stateOfSlice(this.#read(row, count));
    const known = this.#states.get(row);
    this.#states.set(row, known ? mergeCrossEntropyStates([known, own]) : own);
  }

  values(): Float64Array {
    const values = new Float64Array(this.#target.length);
    for (const [row, state] of this.#states) {
      const own = this.#target.subarray(row, row + state.maximum.length);
      values.set(crossEntropyOfState(state, own, this.#options).data, row);
    }
    return values;
  }

  writeSlopes(row: number, count: number): void {
    const slice = this.#read(row, count);
    const state = this.#states.get(row) ?? emptyState(count);
    const shares = this.#shares.subarray(row, row + count);
    writeGradient(this.#logits, slice, state, shares, this.#options);
    const { cap } = this.#options;
    const { bias, biasSums } = this.#tile;
    const scores = this.#scores();
    for (let i = 0, from = 0; i < count; i++) {
      for (let k = 0, at = i * this.#stride; k < bias.length; k++, at++, from++) {
        const capped = this.#logits[from] as number;
        const logit = (scores[at] as number) + (bias[k] as number);
        const slope = cap === Infinity ? capped : capped * capSlope(logit / cap);
        scores[at] = slope;
        biasSums[k] = (biasSums[k] as number) + slope;
      }
    }
  }

  /** A block of rows, its logits capped. */
  #read(row: number, count: number): Slice {
    const { cap } = this.#options;
    const { bias, start } = this.#tile;
    const scores = this.#scores();
    const logits = this.#logits;
    for (let i = 0, to = 0; i < count; i++) {
      for (let k = 0, at = i * this.#stride; k < bias.length; k++, at++, to++) {
        const z = (scores[at] as number) + (bias[k] as number);
        // A masked class stays masked.
        logits[to] = cap === Infinity || z === -Infinity ? z : cap * Math.tanh(z / cap);
      }
    }
    const target = this.#target.subarray(row, row + count);
    return { logits, target, rows: count, width: bias.length, start, ignoreIndex: nowhere };
  }
}

/** The derivative of tanh, as 4t/(1+t)² of t = exp(−2|x|): 1 − tanh² has no digits left where tanh is near 1. */
function capSlope(x: number): number {
  const t = Math.exp(-2 * Math.abs(x));
  return (4 * t) / (1 + t) ** 2;
}
