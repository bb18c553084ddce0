import type { LinearMap, LinearRows, LossBlock } from "@surprisal/kernels";

/** Rows in the memory that a fit needs, to be freed. */
export type HeldRows = PlainRows | LinearRows;

/** What plain loops can do, too. */
export interface PlainRows extends Pick<LinearRows, "rows" | "width" | "outputs" | "margins" | "free"> {
  pass(map: LinearMap, loss: (block: LossBlock) => void, gradient: LinearMap): number;
}

/** Whether rows lie in the kernels' memory: then losses can be kernels, too. */
export const isInKernels = (rows: HeldRows): rows is LinearRows => "hessianProduct" in rows;
