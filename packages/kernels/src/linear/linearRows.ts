import type { Floats } from "../floats.ts";
import type { KernelStep } from "../threads/job.ts";

/** A linear map from a row to its outputs, or a gradient by one: each output has a weight for each column, and an intercept. */
export interface LinearMap {
  /** `[outputs · width]`, output by output. */
  readonly weights: Floats;
  /** `[outputs]` */
  readonly intercept: Floats;
}

/** Some rows on their way through a pass. The arrays are of the type that is computed in, and as long as the rows need. */
export interface RowBlock {
  /** The number of the first row. */
  readonly first: number;
  readonly rows: number;
  /** `[rows · outputs]`, what the map makes of the rows. */
  readonly margins: Floats;
}

export interface LossBlock extends RowBlock {
  /** `[rows]`, to be written: the loss of each row. */
  readonly values: Floats;
  /** `[rows · outputs]`, to be written: its gradient by the margins. */
  readonly slopes: Floats;
}

export interface CurvatureBlock extends RowBlock {
  /** `[rows · outputs]`, what the direction makes of the rows. */
  readonly directions: Floats;
  /** `[rows · outputs]`, to be written: the Hessian of each row's loss by its margins, times its direction. */
  readonly products: Floats;
}

/**
 * A loss as kernels, which threads can share. They read and write arrays for all rows, whose addresses they are told, of the type that is computed in. Behind the last
 * row there is room for those that fill a vector's lanes: their margins are 0, and what is written there is not looked at.
 */
export interface LossKernel {
  /**
   * What writes values and slopes of the rows `first` up to `end`: see `runParallel`. Asked for at each pass.
   *
   * @param places - margins and slopes `[rows · outputs]`, values `[rows]`.
   */
  steps(places: { readonly margins: number; readonly values: number; readonly slopes: number }): readonly KernelStep[];
  /** Asked when all has run: false where the pass is to be run once more, with steps that are asked for anew. By default it is done. */
  readonly isDone?: () => boolean;
}

/** A loss's curvature as kernels: see LossKernel. */
export interface CurvatureKernel {
  steps(places: {
    readonly margins: number;
    readonly directions: number;
    readonly products: number;
  }): readonly KernelStep[];
  readonly isDone?: () => boolean;
}

/** Rows of features in the kernels' memory, on which linear maps are judged by losses. They are their maker's until they are freed. */
export interface LinearRows {
  readonly rows: number;
  readonly width: number;
  readonly outputs: number;
  /**
   * Writes the margins of some rows: intercept[k] + Σ_j x[i, j] · weights[k, j].
   *
   * @param map - is read.
   * @param first - the first of the rows.
   * @param count - how many.
   * @param margins - `[count · outputs]`, is written.
   */
  margins(map: LinearMap, first: number, count: number, margins: Floats): void;
  /**
   * The sum of a loss over all rows and its gradient, in one pass over the rows: a block of them is still in the cache when its gradient is added.
   *
   * @param map - where.
   * @param loss - writes values and slopes of each block; as kernels, on all threads.
   * @param gradient - is written.
   * @returns the sum of the values.
   */
  pass(map: LinearMap, loss: ((block: LossBlock) => void) | LossKernel, gradient: LinearMap): number;
  /**
   * The Hessian of the sum of a loss times a direction, in one pass over the rows.
   *
   * @param map - where.
   * @param direction - is read.
   * @param curvature - writes the products of each block; as kernels, on all threads.
   * @param product - is written.
   */
  hessianProduct(
    map: LinearMap,
    direction: LinearMap,
    curvature: ((block: CurvatureBlock) => void) | CurvatureKernel,
    product: LinearMap,
  ): void;
  /** Gives the memory back. The second time nothing happens. */
  free(): void;
}
