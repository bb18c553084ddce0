import type { Link } from "@surprisal/contract";
import { add, div, maximum, minimum } from "@surprisal/tensor";

/** The link of losses that are quadratic in the margin between −1 and 1. */
export const clippedHalf: Link = {
  formula: "clip((1 + f)/2, 0, 1)",
  probability: (scores) => minimum(maximum(div(add(scores, 1), 2), 0), 1),
};
