import type { Lanes } from "../assembler/lanes.ts";
import type { ThreadedModule } from "../threads/threadedModule.ts";
import type { OwnedBlocks } from "./ownedBlocks.ts";

/** How numbers for outputs and columns are laid out: how many there are, and how far apart those for an output and the next stand, and those for a column and the next. */
export interface WeightLayout {
  readonly length: number;
  readonly strides: readonly [number, number];
}

/**
 * How rows are laid out, with the kernels for it. Numbers of rows stand in arrays for all of them.
 *
 * - margins(…args, weights, intercept, to, first, end) writes margins of some rows.
 * - products(…args, factors, slots, bytesOfSlot, rowsOfSlot, first, end) adds the products of a block of rows and their factors to the slot of sums that it belongs to.
 * - Or sums(…byColumns, factors, to, first, end) writes sums of products for some columns, over all rows.
 * - totals and fold: see `addTotals`.
 */
export interface RowKernels {
  readonly rows: number;
  readonly width: number;
  readonly outputs: number;
  readonly module: ThreadedModule;
  /** What is computed in. */
  readonly computed: Lanes;
  readonly args: readonly number[];
  readonly byColumns?: readonly number[];
  /** How many rows are taken at once. */
  readonly rowsOfBlock: number;
  readonly weights: WeightLayout;
  /** Float64. */
  readonly sums: WeightLayout;
  /** How many times more a pass must do than adding up the sums of one slot, so that the work of several is worth it. */
  readonly work: number;
  /** The memory of the rows, and of what passes need; freed together. */
  readonly owned: OwnedBlocks;
}
