import type { Lanes } from "../assembler/lanes.ts";
import type { Block } from "../memory/block.ts";
import type { LinearMap } from "./linearRows.ts";

/** How rows are laid out, with the kernels for it. Addresses are in bytes. */
export interface RowKernels {
  readonly rows: number;
  readonly width: number;
  readonly outputs: number;
  /** What is computed in. */
  readonly computed: Lanes;
  /** Where blocks of rows begin, and the number of rows behind: `[blocks + 1]`. */
  readonly blocks: ArrayLike<number>;
  /** How many numbers the weights take, and the float64 sums of their gradient. */
  readonly mapLength: number;
  /** How many times more a pass must do than adding up the sums of one segment, so that the work of several is worth it. */
  readonly work: number;
  /** Writes weights as the kernels read them. */
  writeWeights(map: LinearMap, to: Block): void;
  /** Margins of some rows. */
  margins(first: number, count: number, weights: number, intercept: number, to: number): void;
  /** Adds the products of some rows with their factors to float64 sums. */
  addProducts(first: number, count: number, factors: number, sums: number): void;
  /** Writes sums as weights. */
  readSums(sums: Float64Array, to: LinearMap): void;
  /** The sum of numbers, so many bytes from each other. */
  total(at: number, count: number, bytes: number): number;
  free(): void;
}
