import { binaryCrossEntropy, squaredError } from "@surprisal/losses";
import { sigmoid, type Tensor } from "@surprisal/tensor";
import type { LossName } from "./screen.ts";

/** The losses that race, one value a point: from logits and targets. */
export const losses: Readonly<Record<LossName, (logits: Tensor, targets: Tensor) => Tensor>> = {
  crossEntropy: (logits, targets) => binaryCrossEntropy(logits, targets),
  squaredError: (logits, targets) => squaredError(sigmoid(logits), targets),
};
