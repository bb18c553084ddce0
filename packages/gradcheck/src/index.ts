export { LawError } from "./law.ts";
export type { Check, RunOptions } from "./law.ts";

export { between, reals } from "./generators/numbers.ts";
export type { RealOptions } from "./generators/numbers.ts";
export { classIndices, distributions, logits, probabilities } from "./generators/rows.ts";
export { broadcastableShapes, shapes } from "./generators/shapes.ts";
export type { ShapeOptions } from "./generators/shapes.ts";
export { tensorsOf } from "./generators/tensors.ts";

export { checkGradient } from "./differences/checkGradient.ts";
export { checkHvp } from "./differences/checkHvp.ts";
export { checkJvp } from "./differences/checkJvp.ts";
export type { CheckOptions, TensorFunction } from "./differences/inputs.ts";

export type { OpLaw, OpUnit, Reference } from "./ops/op.ts";
export { lawsOfOp, opLaws } from "./ops/opLaws.ts";

export type { LossLaw, LossLawOptions } from "./losses/options.ts";
export { lawsOfLoss, lossLaws } from "./losses/lossLaws.ts";
export { variantsOf } from "./losses/variants.ts";

export type { BatchLossLaw, BatchLossLawOptions } from "./batchLosses/options.ts";
export { batchLossLaws, lawsOfBatchLoss } from "./batchLosses/batchLossLaws.ts";

export { lawsOfOptimizer, optimizerLaws } from "./optimizers/optimizerLaws.ts";
export type { OptimizerLaw, OptimizerLawOptions } from "./optimizers/optimizer.ts";
