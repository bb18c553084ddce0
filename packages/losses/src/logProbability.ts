import { logSoftmax, pick, type Tensor } from "@surprisal/tensor";

/** log p_y, the building block of the losses on logits: p_y is its exp, 1 − p_y its −expm1, both with every digit. */
export const logProbability = (logits: Tensor, classes: Tensor): Tensor => pick(logSoftmax(logits), classes);
