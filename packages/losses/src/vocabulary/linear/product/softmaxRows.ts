import {
  expNonPositive,
  f32,
  f32x4,
  i32,
  kernelMemory,
  kernelMemoryImport,
  ModuleBuilder,
  type FunctionBuilder,
  type Local,
  type Value,
} from "@surprisal/kernels";

interface SoftmaxFunctions {
  readonly states: (scores: number, bias: number, rows: number, state: number, width: number) => void;
  readonly slopes: (scores: number, bias: number, rows: number, state: number, width: number, sums: number) => void;
}

/** A row's state is its maximum, the sum without one maximum, and a factor. */
export const stateSize = 3;
const lanes = f32x4;
const bytes = lanes.bytes;

/** What rows of softmax need, in the kernels' memory. */
export interface SoftmaxArrays {
  /** `[rows, stride]`; the stride is a multiple of the 4 lanes of a vector. */
  readonly scores: Float32Array;
  /** `[stride]`. */
  readonly bias: Float32Array;
  /** `[stride]`. */
  readonly sums: Float32Array;
  /** `[rows, stateSize]`. */
  readonly state: Float32Array;
}

let functions: SoftmaxFunctions | undefined;

/**
 * Of a block of scores in float32, `[rows, stride]`, that a bias is to be added to: the states of its rows, and the exponentials in the place of the scores,
 * in WebAssembly.
 */
export class SoftmaxRows {
  readonly #stride: number;
  readonly #arrays: () => SoftmaxArrays;
  readonly #functions: SoftmaxFunctions;

  constructor(stride: number, arrays: () => SoftmaxArrays) {
    this.#stride = stride;
    this.#arrays = arrays;
    // The module exports these two.
    this.#functions = functions ??= softmaxModule().instantiate(kernelMemory()) as unknown as SoftmaxFunctions;
  }

  /** Takes the bias of other columns; the room beyond them is masked, whatever finite scores stand there. */
  setBias(bias: Float32Array): void {
    this.#arrays().bias.fill(-Infinity).set(bias);
  }

  /** Computes the maximum of each row, and the sum of exp(logit − maximum) without one maximum: two of the `stateSize` numbers that it has in what is returned. */
  states(rows: number): Float32Array {
    const { scores, bias, state } = this.#arrays();
    this.#functions.states(scores.byteOffset, bias.byteOffset, rows, state.byteOffset, this.#stride * bytes);
    return state;
  }

  /**
   * Puts factor · exp(logit − maximum) in the place of the scores, and adds each column up to `sums`.
   *
   * @param ways - of each row, its maximum and factor.
   */
  slopes(ways: readonly { readonly maximum: number; readonly factor: number }[], sums: Float64Array): void {
    const { scores, bias, state, sums: own } = this.#arrays();
    const rows = ways.length;
    for (const [row, { maximum, factor }] of ways.entries()) {
      state[row * stateSize] = maximum;
      state[row * stateSize + 2] = factor;
    }
    own.fill(0);
    const width = this.#stride * bytes;
    this.#functions.slopes(scores.byteOffset, bias.byteOffset, rows, state.byteOffset, width, own.byteOffset);
    for (let k = 0; k < sums.length; k++) sums[k] = (sums[k] as number) + (own[k] as number);
  }
}

function softmaxModule(): ModuleBuilder {
  const module = new ModuleBuilder({ memory: kernelMemoryImport() });
  /** For each row, with a pointer to its scores and one to its state. */
  const forEachRow = (
    f: FunctionBuilder,
    scores: Local<"i32">,
    rows: Local<"i32">,
    state: Local<"i32">,
    width: Local<"i32">,
    body: () => void,
  ): void =>
    f.for(0, rows, 1, () => {
      body();
      f.set(scores, i32.add(scores, width));
      f.set(state, i32.add(state, stateSize * bytes));
    });
  const logitAt = (scores: Local<"i32">, bias: Local<"i32">, at: Local<"i32">): Value<"v128"> =>
    lanes.add(lanes.load(i32.add(scores, at)), lanes.load(i32.add(bias, at)));

  module.function(
    "states",
    { parameters: ["i32", "i32", "i32", "i32", "i32"], export: true },
    (f, scores, bias, rows, state, width) =>
      forEachRow(f, scores, rows, state, width, () => {
        const most = f.local(lanes.splat(-Infinity));
        f.for(0, width, 16, (at) => f.set(most, lanes.max(most, logitAt(scores, bias, at))));
        f.store(state, lanes.maximum(most));
        const maximum = f.local(lanes.loadSplat(state));
        const [rest, count] = [f.local("v128"), f.local("v128")];
        f.for(0, width, 16, (at) => {
          const d = f.local(lanes.sub(logitAt(scores, bias, at), maximum));
          const isMaximum = f.local(lanes.eq(d, 0));
          f.set(rest, lanes.add(rest, lanes.select(isMaximum, 0, expNonPositive(f, lanes, d))));
          f.set(count, lanes.add(count, lanes.select(isMaximum, 1, 0)));
        });
        // Each maximum is 1; one of them is left out.
        f.store(state, f32.add(lanes.sum(rest), f32.sub(lanes.sum(count), 1)), bytes);
      }),
  );
  module.function(
    "slopes",
    { parameters: ["i32", "i32", "i32", "i32", "i32", "i32"], export: true },
    (f, scores, bias, rows, state, width, sums) =>
      forEachRow(f, scores, rows, state, width, () => {
        const maximum = f.local(lanes.loadSplat(state));
        const factor = f.local(lanes.loadSplat(state, 2 * bytes));
        f.for(0, width, 16, (at) => {
          const d = f.local(lanes.sub(logitAt(scores, bias, at), maximum));
          const slope = f.local(lanes.mul(factor, expNonPositive(f, lanes, d)));
          f.store(i32.add(scores, at), slope);
          f.store(i32.add(sums, at), lanes.add(lanes.load(i32.add(sums, at)), slope));
        });
      }),
  );
  return module;
}
