import {
  createMemory,
  expNonPositive,
  f32,
  f32x4,
  i32,
  ModuleBuilder,
  type FunctionBuilder,
  type Local,
  type Value,
} from "@surprisal/kernels";
interface SoftmaxFunctions {
  readonly states: (scores: number, bias: number, rows: number, state: number) => void;
  readonly slopes: (scores: number, bias: number, rows: number, state: number, sums: number) => void;
}

/** A row's state is its maximum, the sum without one maximum, and a factor. */
const stateSize = 3;
const lanes = f32x4;
const bytes = lanes.bytes;

/**
 * Of a block of scores in float32, `[rows, stride]`, that a bias is to be added to: the states of its rows, and the exponentials in the place of the scores,
 * in WebAssembly. It has a memory of its own, which the block is copied into.
 */
export class SoftmaxRows {
  readonly #stride: number;
  readonly #memory: Float32Array;
  readonly #functions: SoftmaxFunctions;
  readonly #bias: number;
  readonly #sums: number;
  readonly #state: number;

  /** @param stride - a multiple of the 4 lanes of a vector. */
  constructor(rows: number, stride: number) {
    this.#stride = stride;
    this.#bias = rows * stride;
    this.#sums = this.#bias + stride;
    this.#state = this.#sums + stride;
    const size = this.#state + rows * stateSize;
    const memory = createMemory({ minimum: Math.ceil((size * bytes) / 65_536) });
    this.#memory = new Float32Array(memory.buffer, 0, size);
    // The module exports these two.
    this.#functions = softmaxModule(stride).instantiate(memory) as unknown as SoftmaxFunctions;
  }

  /** Takes the bias of other columns; the room beyond them is masked. */
  setBias(bias: Float32Array): void {
    this.#memory.fill(-Infinity, this.#bias, this.#sums).set(bias, this.#bias);
  }

  /** Computes the maximum of each row and the sum of exp(logit − maximum) without one maximum: `maximum(i)`, `rest(i)`. */
  states(scores: Float32Array, rows: number): void {
    this.#memory.set(scores.subarray(0, rows * this.#stride));
    this.#functions.states(0, this.#bias * bytes, rows, this.#state * bytes);
  }

  maximum(row: number): number {
    return this.#memory[this.#state + row * stateSize] as number;
  }

  rest(row: number): number {
    return this.#memory[this.#state + row * stateSize + 1] as number;
  }

  /** Says by what maximum and factor `slopes` goes. */
  setRow(row: number, maximum: number, factor: number): void {
    this.#memory[this.#state + row * stateSize] = maximum;
    this.#memory[this.#state + row * stateSize + 2] = factor;
  }

  /** Puts factor · exp(logit − maximum) in the place of the scores, and adds each column up to `sums`. */
  slopes(scores: Float32Array, rows: number, sums: Float64Array): void {
    const own = rows * this.#stride;
    this.#memory.set(scores.subarray(0, own));
    this.#memory.fill(0, this.#sums, this.#state);
    this.#functions.slopes(0, this.#bias * bytes, rows, this.#state * bytes, this.#sums * bytes);
    scores.set(this.#memory.subarray(0, own));
    for (let k = 0; k < sums.length; k++) sums[k] = (sums[k] as number) + (this.#memory[this.#sums + k] as number);
  }
}

function softmaxModule(stride: number): ModuleBuilder {
  const module = new ModuleBuilder({ memory: {} });
  const width = stride * bytes;
  /** For each row, with a pointer to its scores and one to its state. */
  const forEachRow = (
    f: FunctionBuilder,
    scores: Local<"i32">,
    rows: Local<"i32">,
    state: Local<"i32">,
    body: () => void,
  ): void =>
    f.for(0, rows, 1, () => {
      body();
      f.set(scores, i32.add(scores, width));
      f.set(state, i32.add(state, stateSize * bytes));
    });
  const forEachVector = (f: FunctionBuilder, body: (at: Local<"i32">) => void): void => f.for(0, width, 16, body);
  const logitAt = (scores: Local<"i32">, bias: Local<"i32">, at: Local<"i32">): Value<"v128"> =>
    lanes.add(lanes.load(i32.add(scores, at)), lanes.load(i32.add(bias, at)));

  module.function(
    "states",
    { parameters: ["i32", "i32", "i32", "i32"], export: true },
    (f, scores, bias, rows, state) =>
      forEachRow(f, scores, rows, state, () => {
        const most = f.local(lanes.splat(-Infinity));
        forEachVector(f, (at) => f.set(most, lanes.max(most, logitAt(scores, bias, at))));
        f.store(state, lanes.maximum(most));
        const maximum = f.local(lanes.loadSplat(state));
        const [rest, count] = [f.local("v128"), f.local("v128")];
        forEachVector(f, (at) => {
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
    { parameters: ["i32", "i32", "i32", "i32", "i32"], export: true },
    (f, scores, bias, rows, state, sums) =>
      forEachRow(f, scores, rows, state, () => {
        const maximum = f.local(lanes.loadSplat(state));
        const factor = f.local(lanes.loadSplat(state, 2 * bytes));
        forEachVector(f, (at) => {
          const d = f.local(lanes.sub(logitAt(scores, bias, at), maximum));
          const slope = f.local(lanes.mul(factor, expNonPositive(f, lanes, d)));
          f.store(i32.add(scores, at), slope);
          f.store(i32.add(sums, at), lanes.add(lanes.load(i32.add(sums, at)), slope));
        });
      }),
  );
  return module;
}
