import type { Lanes } from "../assembler/lanes.ts";
import type { Block } from "../memory/block.ts";
import type { KernelStep } from "../threads/job.ts";
import type { LinearMap } from "./linearRows.ts";

/** Where sums go: a slot for so many rows, in which those for the weights stand first, then that of each output's factors, then that of the values. */
export interface SumPlaces {
  /** Addresses, of numbers for all rows. Without values 0. */
  readonly factors: number;
  readonly values: number;
  readonly slots: number;
  readonly bytesOfSlot: number;
  readonly rowsOfSlot: number;
}

/** The kernels as steps for any rows, which threads can share; numbers of rows stand in arrays for all of them. */
export interface RowSteps {
  /** How many rows are taken at once. */
  readonly rowsOfBlock: number;
  margins(weights: number, intercept: number, to: number): KernelStep;
  /** Adds to the sums of the slot that the rows belong to. */
  gather(places: SumPlaces): KernelStep;
}

/** How rows are laid out, with the kernels for it. Addresses are in bytes. */
export interface RowKernels {
  readonly rows: number;
  readonly width: number;
  readonly outputs: number;
  /** What is computed in. */
  readonly computed: Lanes;
  /** Where blocks of rows begin, and the number of rows behind: `[blocks + 1]`. */
  readonly blocks: ArrayLike<number>;
  /** How many numbers the weights take. */
  readonly mapLength: number;
  /** How many float64 sums of products are added up over blocks of rows: none where `finish` does it. */
  readonly sumLength: number;
  /** How many times more a pass must do than adding up the sums of one segment, so that the work of several is worth it. */
  readonly work: number;
  /** Writes weights as the kernels read them. */
  writeWeights(map: LinearMap, to: Block): void;
  /** Margins of some rows. */
  margins(first: number, count: number, weights: number, intercept: number, to: number): void;
  /** Adds the products of some rows with their factors to float64 sums, or takes the factors. */
  addProducts(first: number, count: number, factors: number, sums: number): void;
  /** The sums of the products of all rows, where those of some are not added up: with the factors that were taken, or those at an address. */
  readonly finish?: (factors?: number) => Float64Array;
  /** Writes sums as weights. */
  readSums(sums: Float64Array, to: LinearMap): void;
  /** The sum of numbers, so many bytes from each other. */
  total(at: number, count: number, bytes: number): number;
  /** Undefined where the layout has none. */
  readonly steps?: RowSteps;
  free(): void;
}
