import { ClassError, ShapeError } from "@surprisal/contract";
import { asTensor, cast, reshape, sizeOf, tensor, type Tensor, type TensorLike } from "@surprisal/tensor";
import { crossEntropy } from "../../crossEntropy.ts";
import { crossEntropyWithZLoss } from "../../crossEntropyWithZLoss.ts";
import { columnOf, isIgnored, readSlice, type CrossEntropyState, type Slice, type SliceOptions } from "./state.ts";

export interface CrossEntropyOfStateOptions {
  /** As that of `crossEntropy`, over all classes that were merged. Default 0. */
  readonly labelSmoothing?: number;
  /** As that of `crossEntropy`. Default "all". */
  readonly smoothOver?: "all" | "others";
  /** How much of (log Σ exp(logits))² is added. Default 0. */
  readonly zLossWeight?: number;
  /** Rows of this class have loss and gradient 0. Default −100. */
  readonly ignoreIndex?: number;
}

export interface CrossEntropyGradientOptions extends CrossEntropyOfStateOptions, SliceOptions {
  /** `[N]`: what the gradient of each row is multiplied by. Default 1. Rows of 0 are not looked at. */
  readonly weights?: TensorLike;
}

/** The shares of a target: of its own class, of each other class, and what the others have together. */
interface Shares {
  readonly own: number;
  readonly other: number;
  readonly others: number;
}

function sharesOf(classes: number, { labelSmoothing = 0, smoothOver = "all" }: CrossEntropyOfStateOptions): Shares {
  crossEntropy.with({ labelSmoothing, smoothOver });
  const other = labelSmoothing === 0 ? 0 : labelSmoothing / (smoothOver === "all" ? classes : classes - 1);
  return { own: 1 - labelSmoothing + (smoothOver === "all" ? other : 0), other, others: other * (classes - 1) };
}

function zLossWeightOf({ zLossWeight = 0 }: CrossEntropyOfStateOptions): number {
  return crossEntropyWithZLoss.with({ zLossWeight }).parameters.zLossWeight;
}

const logSumExpOf = ({ maximum, rest }: CrossEntropyState, row: number): number => {
  const m = maximum[row] as number;
  return Number.isFinite(m) ? m + Math.log1p(rest[row] as number) : m;
};

function checkFound(unit: string, { found }: CrossEntropyState, target: ArrayLike<number>, row: number): void {
  const count = found[row] as number;
  if (count !== 1)
    throw new ClassError(`${unit}: target[${row}] is ${target[row]}, which ${count} of the slices have, expected 1`);
}

/**
 * log Σ exp(logits) of each row, from the state of all its classes.
 *
 * @param state - of all classes, merged.
 * @returns `[N]`, float64; −Infinity where all classes are masked, or the row was ignored.
 * @example
 * logSumExpOfState(crossEntropyState([[1000, 1000]], [0])) // → [1000.6931]
 */
export function logSumExpOfState(state: CrossEntropyState): Tensor {
  return tensor(state.maximum.map((_, row) => logSumExpOf(state, row)));
}

/**
 * Cross-entropy of each row, from the state of all its classes: with label smoothing over all of them, not over those of one slice.
 *
 * @param state - of all classes, merged.
 * @param target - classes `[N]`, int32.
 * @param options - `labelSmoothing`, `smoothOver`, `zLossWeight`, `ignoreIndex`.
 * @returns `[N]`, float64, in [0, ∞], nats.
 * @throws ShapeError where target does not fit; ClassError for a target that none of the slices has, or several; ParameterError for an option.
 * @example
 * const slices = [[[40, -3]], [[0, 0]]]
 * const states = slices.map((logits, i) => crossEntropyState(logits, [0], { start: 2 * i }))
 * const whole = mergeCrossEntropyStates(states)
 * crossEntropyOfState(whole, [0]) // → [8.708221614342286e-18]
 * crossEntropyOfState(whole, [0], { labelSmoothing: 0.1 }) // → [3.0750000]
 */
export function crossEntropyOfState(
  state: CrossEntropyState,
  target: TensorLike,
  options: CrossEntropyOfStateOptions = {},
): Tensor {
  const { ignoreIndex = -100 } = options;
  const y = cast(asTensor(target), "int32");
  const { classes, gaps, maximum, picked, rest } = state;
  if (y.shape.join() !== String(maximum.length))
    throw new ShapeError(`crossEntropyOfState: target has shape [${y.shape.join(", ")}], expected [${maximum.length}]`);
  const shares = sharesOf(classes, options);
  const zLossWeight = zLossWeightOf(options);
  const losses = maximum.map((m, row) => {
    if (y.data[row] === ignoreIndex) return 0;
    checkFound("crossEntropyOfState", state, y.data, row);
    // Of no classes, or of masked ones only, there is no distribution.
    const log = m === -Infinity ? Number.NaN : Math.log1p(rest[row] as number);
    // A share of 0 is left out: an infinite surprisal that nothing is put on must not count.
    let loss = shares.own === 0 ? 0 : shares.own * (log + (m - (picked[row] as number)));
    if (shares.other !== 0) loss += shares.other * ((gaps[row] as number) + (classes - 1) * log);
    return zLossWeight === 0 ? loss : loss + zLossWeight * logSumExpOf(state, row) ** 2;
  });
  return tensor(losses);
}

/**
 * The gradient of the cross-entropy of all classes by the logits of one slice.
 *
 * @param state - of all classes, merged.
 * @param logits - `[N, classes of the slice]`.
 * @param target - classes `[N]`, int32, numbered over all slices.
 * @param options - `start` of the slice; `weights` of the rows; `labelSmoothing`, `smoothOver`, `zLossWeight`, `ignoreIndex`.
 * @returns as logits: for one class 1 − p, p for the others, never p − 1.
 * @throws ShapeError where the shapes do not fit; ClassError for a target that none of the slices has, or several; ParameterError for an option.
 * @example
 * const slices = [[[2, 1]], [[0.1]]]
 * const states = slices.map((logits, i) => crossEntropyState(logits, [2], { start: 2 * i }))
 * const whole = mergeCrossEntropyStates(states)
 * crossEntropyGradientOfSlice(whole, [[2, 1]], [2]) // → [[0.6590011, 0.2424330]]
 * crossEntropyGradientOfSlice(whole, [[0.1]], [2], { start: 2 }) // → [[-0.9014341]]
 */
export function crossEntropyGradientOfSlice(
  state: CrossEntropyState,
  logits: TensorLike,
  target: TensorLike,
  options: CrossEntropyGradientOptions = {},
): Tensor {
  const unit = "crossEntropyGradientOfSlice";
  const slice = readSlice(unit, logits, target, options);
  const weights = options.weights === undefined ? undefined : asTensor(options.weights, "float64");
  for (const [name, count] of [
    ["state", state.maximum.length],
    ["weights", weights?.data.length ?? slice.rows],
  ] as const) {
    if (count !== slice.rows) throw new ShapeError(`${unit}: ${name} has ${count} rows, expected ${slice.rows}`);
  }
  const { dtype, shape } = asTensor(logits);
  const gradient = dtype === "float64" ? new Float64Array(sizeOf(shape)) : new Float32Array(sizeOf(shape));
  writeGradient(gradient, slice, state, weights?.data, options);
  return reshape(asTensor(gradient), shape);
}

/** Writes the gradient by a slice; it may take the place of the logits. */
export function writeGradient(
  gradient: Float32Array | Float64Array,
  slice: Slice,
  state: CrossEntropyState,
  weights: ArrayLike<number> | undefined,
  options: CrossEntropyOfStateOptions,
): void {
  const shares = sharesOf(state.classes, options);
  const zLossWeight = zLossWeightOf(options);
  for (let row = 0; row < slice.rows; row++) {
    const weight = weights === undefined ? 1 : (weights[row] as number);
    if (isIgnored(slice, row) || weight === 0) {
      gradient.fill(0, row * slice.width, (row + 1) * slice.width);
      continue;
    }
    checkFound("crossEntropyGradientOfSlice", state, slice.target, row);
    const slope = zLossWeight === 0 ? 0 : 2 * zLossWeight * logSumExpOf(state, row);
    writeRow(gradient, slice, row, state, shares, slope, weight);
  }
}

/** p · (share of the others) − (own share) · (1 − p) for each class, the adjoint of log-softmax, and the slope of log Σ exp times p. */
function writeRow(
  gradient: Float32Array | Float64Array,
  slice: Slice,
  row: number,
  state: CrossEntropyState,
  { other, others, own }: Shares,
  slope: number,
  weight: number,
): void {
  const { logits, width } = slice;
  const rest = state.rest[row] as number;
  const maximum = state.maximum[row] as number;
  const column = columnOf(slice, row);
  for (let k = 0; k < width; k++) {
    const d = (logits[row * width + k] as number) - maximum;
    const p = Math.exp(d) / (1 + rest);
    const share = k === column ? own : other;
    const away = (k === column ? others : 1 - other) + slope;
    const towards = share === 0 ? 0 : share * ((rest - Math.expm1(d)) / (1 + rest));
    gradient[row * width + k] = weight * (p * away - towards);
  }
}
