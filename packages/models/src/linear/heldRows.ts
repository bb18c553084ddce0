import type { LinearMap, LinearRows, LossBlock } from "@surprisal/kernels";

/** Rows in the memory that a fit needs, to be freed: what plain loops can do, too. */
export interface HeldRows extends Pick<LinearRows, "rows" | "width" | "outputs" | "margins" | "free"> {
  pass(map: LinearMap, loss: (block: LossBlock) => void, gradient: LinearMap): number;
}
