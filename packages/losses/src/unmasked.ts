import { equal, type Tensor, where } from "@surprisal/tensor";

/** `values` with 0 in the place of masked classes, so that a sum over a row leaves them out. */
export const unmasked = (values: Tensor, logits: Tensor): Tensor => where(equal(logits, -Infinity), 0, values);
