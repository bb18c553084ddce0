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
