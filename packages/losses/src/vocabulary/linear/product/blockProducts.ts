import { createMemory, f32x4, f64x2, supports } from "@surprisal/kernels";
import type { Floats } from "../layerArrays.ts";
import { javascriptProducts, type ProductFunctions } from "./javascript.ts";
import { group, productModule, vectors } from "./module.ts";

export interface BlockOptions {
  readonly dtype: "float32" | "float64";
  /** The extent of the rows of both operands. */
  readonly depth: number;
  /** The most rows of the small operand. */
  readonly small: number;
  /** Rows of the large operand. */
  readonly large: number;
  /** Whether the scores of all rows of the large operand are kept, each small row's behind one another; otherwise those of one tile, each large row's. */
  readonly keepsScores: boolean;
}

/** What a walk over the large operand does with each tile of it, in this order. */
export interface Visit {
  /** Computes the scores. */
  readonly scores?: boolean;
  /** Looks at the scores, or puts factors in their place; tells from which row on and of how many. */
  readonly between?: (start: number, count: number) => void;
  /** Adds the rows of the large operand, times the factors, to the gradient of the small one. */
  readonly smallGradient?: boolean;
  /** Adds the rows of the small operand, times the factors, to this gradient of the large one. */
  readonly largeGradient?: Floats | undefined;
}

const roundUp = (n: number, to: number): number => Math.ceil(n / to) * to;
/** A tile of the large operand stays in the second cache. */
const tileBytes = 2 ** 17;

/**
 * Products of a few rows (the small operand) with many (the large one), the many copied in tile by tile: room is taken for the few, two tiles and the scores.
 */
export class BlockProducts {
  /** `[small, scoreStride]` if all scores are kept, otherwise `[rows of a tile, scoreStride]`. */
  readonly scores: Floats;
  readonly scoreStride: number;
  readonly #depth: number;
  readonly #given: number;
  readonly #large: number;
  readonly #panel: number;
  /** How many rows of the large operand a tile has. */
  readonly tileRows: number;
  readonly #keepsScores: boolean;
  readonly #memory: Floats;
  readonly #functions: ProductFunctions;
  /** Where things are, in numbers. */
  readonly #at: Readonly<Record<"packed" | "small" | "smallGradient" | "tile" | "tileGradient" | "scores", number>>;
  #count = 0;

  constructor({ depth, dtype, keepsScores, large, small }: BlockOptions) {
    const lanes = dtype === "float32" ? f32x4 : f64x2;
    const panel = vectors * lanes.count;
    const width = roundUp(depth, panel);
    // Whole groups, and whole vectors: rows of scores stand behind one another.
    const rows = roundUp(roundUp(small, group), panel);
    const tile = Math.max(group, Math.floor(tileBytes / lanes.bytes / Math.max(1, width) / group) * group);
    const tileRows = Math.min(tile, roundUp(Math.max(1, large), group));
    const stride = keepsScores ? roundUp(large, group) : rows;
    const sizes = {
      packed: rows * width,
      small: rows * width,
      smallGradient: rows * width,
      tile: tileRows * width,
      tileGradient: tileRows * width,
      scores: stride * (keepsScores ? rows : tileRows),
    };
    let end = 0;
    const place = (size: number): number => {
      const start = end;
      // On a line of the cache.
      end += roundUp(size, 64);
      return start;
    };
    this.#at = {
      packed: place(sizes.packed),
      small: place(sizes.small),
      smallGradient: place(sizes.smallGradient),
      tile: place(sizes.tile),
      tileGradient: place(sizes.tileGradient),
      scores: place(sizes.scores),
    };
    const strides = keepsScores
      ? { small: stride * lanes.bytes, large: lanes.bytes }
      : { small: lanes.bytes, large: stride * lanes.bytes };
    const bytes = end * lanes.bytes;
    const memory = supports.simd ? createMemory({ minimum: Math.ceil(bytes / 65_536) }) : undefined;
    const buffer = memory?.buffer ?? new ArrayBuffer(bytes);
    this.#memory = dtype === "float32" ? new Float32Array(buffer, 0, end) : new Float64Array(buffer, 0, end);
    this.#functions = memory
      ? // The module exports these three.
        (productModule(lanes, width, strides).instantiate(memory) as unknown as ProductFunctions)
      : javascriptProducts(this.#memory, lanes.count, width, strides);
    this.scores = this.#memory.subarray(this.#at.scores, this.#at.scores + sizes.scores);
    this.scoreStride = stride;
    this.#depth = width;
    this.#given = depth;
    this.#large = large;
    this.#panel = panel;
    this.tileRows = tileRows;
    this.#keepsScores = keepsScores;
  }

  /** Takes rows of a matrix as the small operand; their gradient is 0. */
  setSmall(matrix: Floats, rows: ArrayLike<number>): void {
    const memory = this.#memory;
    const { packed, small, smallGradient } = this.#at;
    const depth = this.#depth;
    const panel = this.#panel;
    const given = this.#given;
    memory.fill(0, packed, smallGradient + rows.length * depth);
    this.#count = rows.length;
    for (let i = 0; i < rows.length; i++) {
      const from = (rows[i] as number) * given;
      memory.set(matrix.subarray(from, from + given), small + i * depth);
      const to = packed + (i - (i % panel)) * depth + (i % panel);
      for (let k = 0; k < given; k++) memory[to + k * panel] = matrix[from + k] as number;
    }
  }

  /** The gradient of row i of the small operand. */
  smallGradient(i: number): Floats {
    const start = this.#at.smallGradient + i * this.#depth;
    return this.#memory.subarray(start, start + this.#given);
  }

  /** Walks over the large operand. */
  visit(matrix: Floats, { between, largeGradient, scores, smallGradient }: Visit): void {
    const bytes = this.#memory.BYTES_PER_ELEMENT;
    const { addToLarge, addToSmall, scores: run } = this.#functions;
    const at = this.#at;
    const total = this.#large;
    const smallGroups = Math.ceil(this.#count / group);
    for (let start = 0; start < total; start += this.tileRows) {
      const count = Math.min(this.tileRows, total - start);
      const groups = Math.ceil(count / group);
      const own = (at.scores + (this.#keepsScores ? start : 0)) * bytes;
      if (scores || smallGradient) this.#copyIn(at.tile, matrix, start, count);
      if (scores) run(at.packed * bytes, at.tile * bytes, own, Math.ceil(this.#count / this.#panel), groups);
      between?.(start, count);
      if (smallGradient) addToSmall(own, at.tile * bytes, at.smallGradient * bytes, smallGroups, count);
      if (largeGradient) {
        this.#copyIn(at.tileGradient, largeGradient, start, count);
        addToLarge(own, at.small * bytes, at.tileGradient * bytes, groups, this.#count);
        this.#copyOut(at.tileGradient, largeGradient, start, count);
      }
    }
  }

  #copyIn(to: number, matrix: Floats, start: number, count: number): void {
    const given = this.#given;
    if (given === this.#depth) this.#memory.set(matrix.subarray(start * given, (start + count) * given), to);
    else {
      for (let i = 0; i < count; i++)
        this.#memory.set(matrix.subarray((start + i) * given, (start + i + 1) * given), to + i * this.#depth);
    }
  }

  #copyOut(from: number, matrix: Floats, start: number, count: number): void {
    const given = this.#given;
    for (let i = 0; i < (given === this.#depth ? 1 : count); i++) {
      const length = given === this.#depth ? count * given : given;
      const at = from + i * this.#depth;
      matrix.set(this.#memory.subarray(at, at + length), (start + i) * given);
    }
  }
}

/** The block that was used last: a training loop asks for the same at each step. */
let last: { readonly key: string; readonly block: BlockProducts } | undefined;

/** Runs with a block, which is kept for the next call. */
export function withBlock<T>(options: BlockOptions, run: (block: BlockProducts) => T): T {
  const key = Object.values(options).join();
  const block = last?.key === key ? last.block : new BlockProducts(options);
  // Taken away while in use: a loss may itself call this.
  last = undefined;
  const result = run(block);
  last = { key, block };
  return result;
}
