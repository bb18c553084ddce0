import { checkElements, ClassError, ShapeError } from "@surprisal/contract";
import { asTensor, cast, type TensorLike } from "@surprisal/tensor";

/**
 * What a slice of the classes adds to the cross-entropy of each of N rows. States merge, whatever the slices and their order: they form a
 * commutative monoid. Plain arrays, so that they can be posted between threads.
 */
export interface CrossEntropyState {
  /** How many classes are in it. */
  readonly classes: number;
  /** `[N]`: the largest logit; −∞ of no classes, or masked ones only. */
  readonly maximum: Float64Array;
  /** `[N]`: Σ exp(logit − maximum) with one maximum left out. The whole sum, 1 + rest, would round away what a sure row has in it. */
  readonly rest: Float64Array;
  /** `[N]`: how many of its classes are the target: 1, or 0 where the target is elsewhere. */
  readonly found: Uint8Array;
  /** `[N]`: the logit of the target; 0 where it is elsewhere. */
  readonly picked: Float64Array;
  /** `[N]`: Σ (maximum − logit) over all classes but the target: what label smoothing needs, a sum without cancellation. */
  readonly gaps: Float64Array;
}

export interface SliceOptions {
  /** The class that the first column is. Default 0. */
  readonly start?: number;
  /** Rows of this class are not looked at. Default −100. */
  readonly ignoreIndex?: number;
}

/** A slice of logits `[rows, width]` and the targets of its rows, read. */
export interface Slice {
  readonly logits: ArrayLike<number>;
  readonly target: ArrayLike<number>;
  readonly rows: number;
  readonly width: number;
  readonly start: number;
  readonly ignoreIndex: number;
}

export const isIgnored = ({ ignoreIndex, target }: Slice, row: number): boolean => target[row] === ignoreIndex;

/** The column of a row's target; −1 where that is in another slice. */
export function columnOf({ start, target, width }: Slice, row: number): number {
  const column = (target[row] as number) - start;
  return column < width && column >= 0 ? column : -1;
}

export function readSlice(unit: string, logits: TensorLike, target: TensorLike, options: SliceOptions): Slice {
  const { start = 0, ignoreIndex = -100 } = options;
  const z = asTensor(logits, "float32", `${unit}: logits`);
  const given = asTensor(target, "float32", `${unit}: target`);
  checkElements(unit, "target", given, Number.isInteger, "a whole number", ClassError);
  const y = cast(given, "int32");
  const [rows, width] = z.shape;
  if (rows === undefined || width === undefined || z.shape.length !== 2 || y.shape.join() !== String(rows)) {
    throw new ShapeError(
      `${unit}: logits have shape [${z.shape.join(", ")}] and target [${y.shape.join(", ")}], expected [N, classes] and [N]`,
    );
  }
  if (!Number.isInteger(start) || start < 0)
    throw new ClassError(`${unit}: start is ${start}, expected a class from 0`);
  for (const [i, k] of y.data.entries()) {
    if (k < 0 && k !== ignoreIndex) throw new ClassError(`${unit}: target[${i}] is ${k}, expected a class from 0`);
  }
  return { logits: z.data, target: y.data, rows, width, start, ignoreIndex };
}

/** The state of no classes: merged with another, it changes nothing. */
export function emptyState(rows: number): CrossEntropyState {
  return {
    classes: 0,
    maximum: new Float64Array(rows).fill(-Infinity),
    rest: new Float64Array(rows),
    found: new Uint8Array(rows),
    picked: new Float64Array(rows),
    gaps: new Float64Array(rows),
  };
}

/**
 * The state of one slice of classes for a batch of rows: a tile, or the shard of one machine or thread.
 *
 * @param logits - `[N, classes of the slice]`, real; −Infinity masks a class.
 * @param target - classes `[N]`, int32, numbered over all slices: those in other slices count as elsewhere.
 * @param options - `start`, the class of the first column; `ignoreIndex`.
 * @returns the state: plain arrays of float64.
 * @throws ShapeError where target does not fit logits; ClassError for a negative class or start.
 * @example
 * const left = crossEntropyState([[2, 1]], [2])
 * const right = crossEntropyState([[0.1, -1]], [2], { start: 2 })
 * left.rest // → [0.3678794]
 * const whole = mergeCrossEntropyStates([left, right])
 * crossEntropyOfState(whole, [2]) // → [2.3493130]
 * crossEntropy([[2, 1, 0.1, -1]], [2]) // → [2.3493130]
 * @see Milakov & Gimelshein, "Online normalizer calculation for softmax", 2018, section 3.1 (the merge of maximum and sum).
 */
export function crossEntropyState(
  logits: TensorLike,
  target: TensorLike,
  options: SliceOptions = {},
): CrossEntropyState {
  return stateOfSlice(readSlice("crossEntropyState", logits, target, options));
}

export function stateOfSlice(slice: Slice): CrossEntropyState {
  const { logits: z, rows, width } = slice;
  const state = emptyState(rows);
  for (let row = 0; row < rows; row++) {
    if (isIgnored(slice, row)) continue;
    const first = row * width;
    const own = columnOf(slice, row);
    if (own >= 0) {
      state.found[row] = 1;
      state.picked[row] = z[first + own] as number;
    }
    let at = first;
    for (let i = first + 1; i < first + width; i++) {
      const value = z[i] as number;
      if (value > (z[at] as number) || Number.isNaN(value)) at = i;
    }
    const maximum = width === 0 ? -Infinity : (z[at] as number);
    state.maximum[row] = maximum;
    if (maximum === -Infinity) continue;
    // ∞ − ∞ among the logits: no probability of the row has a meaning.
    let rest = maximum === Infinity ? Number.NaN : 0;
    let gaps = 0;
    for (let i = first; i < first + width; i++) {
      const value = z[i] as number;
      if (i !== at) rest += Math.exp(value - maximum);
      if (i !== first + own) gaps += maximum - value;
    }
    state.rest[row] = rest;
    state.gaps[row] = gaps;
  }
  return { ...state, classes: width };
}
