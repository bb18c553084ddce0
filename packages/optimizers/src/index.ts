export { lbfgs } from "./solvers/lbfgs.ts";
export {
  lbfgsSteps,
  type LbfgsOptions,
  type LbfgsProgress,
  type LbfgsResult,
  type Objective,
  type StopReason,
} from "./solvers/lbfgsSteps.ts";
export {
  runSteps,
  runStepsAsync,
  type OnIteration,
  type RunStepsAsyncOptions,
  type Steps,
} from "./solvers/runSteps.ts";
export { strongWolfe, type LinePoint, type StrongWolfeOptions, type StrongWolfeResult } from "./solvers/strongWolfe.ts";

export { adam } from "./optimizers/adam.ts";
export { adamw } from "./optimizers/adamw.ts";
export { momentum } from "./optimizers/momentum.ts";
export { nesterov } from "./optimizers/nesterov.ts";
export { sgd } from "./optimizers/sgd.ts";

export { accumulateMomentum, type MomentumOptions, type MomentumState } from "./transforms/accumulateMomentum.ts";
export { addDecayedWeights } from "./transforms/addDecayedWeights.ts";
export { chain } from "./transforms/chain.ts";
export { clipByGlobalNorm } from "./transforms/clipByGlobalNorm.ts";
export { clipByValue } from "./transforms/clipByValue.ts";
export { scaleByAdam, type AdamOptions, type AdamState } from "./transforms/scaleByAdam.ts";
export { scaleBySchedule, type LearningRate, type ScheduleState } from "./transforms/scaleBySchedule.ts";

export { constant, type Schedule } from "./schedules/constant.ts";
export { cosineDecay } from "./schedules/cosineDecay.ts";
export { exponentialDecay } from "./schedules/exponentialDecay.ts";
export { joinSchedules } from "./schedules/joinSchedules.ts";
export { linearWarmup } from "./schedules/linearWarmup.ts";
export { oneCycle } from "./schedules/oneCycle.ts";
export { stepDecay } from "./schedules/stepDecay.ts";
