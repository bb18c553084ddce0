export { DTypeError, ParameterError, ShapeError, SurprisalError } from "@surprisal/tensor";
export { ClassError, DataError } from "./errors.ts";
export type { Features, SparseMatrix } from "./features.ts";
export { defineBatchLoss } from "./loss/defineBatchLoss.ts";
export type { BatchContext, BatchLoss, BatchLossDefinition, BatchValues } from "./loss/batchTypes.ts";
export { checkLoss } from "./loss/checkLoss.ts";
export { defineLoss } from "./loss/defineLoss.ts";
export type { Limit, Link, OptimalConstant, Traits } from "./loss/traits.ts";
export { checkElements, checkNames } from "./loss/refusals.ts";
export type {
  Loss,
  LossDefinition,
  LossOptions,
  LossTotal,
  Parameters,
  ParameterSpecification,
  PredictionKind,
  ReductionLossOptions,
  TargetKind,
  ValueContext,
} from "./loss/types.ts";
export { defineOptimizer, defineTreeOptimizer } from "./optimizer.ts";
export type { Optimizer, OptimizerRule, OptimizerTreeRule } from "./optimizer.ts";
