import { cast, notEqual, sum, type Tensor } from "@surprisal/tensor";

/** How many classes of each row −Infinity does not mask: what a mean over classes divides by. */
export const unmaskedCount = (logits: Tensor): Tensor =>
  sum(cast(notEqual(logits, -Infinity), logits.dtype), { axis: -1 });
