import { max, where, type Tensor } from "@surprisal/tensor";
import { isTarget } from "./isTarget.ts";

/** The largest logit of a row but that of its class; −Infinity where there is no other. */
export const bestOther = (logits: Tensor, classes: Tensor): Tensor =>
  max(where(isTarget(classes, logits.shape.at(-1) ?? 0), -Infinity, logits), { axis: -1 });
