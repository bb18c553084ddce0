export { backendInfo, startThreads, stopThreads, type BackendInfo } from "@surprisal/contract/compile";
export { NotFittedError } from "./linear/linearClassifier.ts";
export type { LinearClassifier } from "./linear/linearClassifier.ts";
export type { LinearClassifierJSON } from "./linear/json.ts";
export type { FitOptions, FitProgress, FitSummary, LinearOptions } from "./linear/options.ts";
export { LogisticRegression } from "./logisticRegression.ts";
export { SoftmaxRegression } from "./softmaxRegression.ts";
export { TableClassifier } from "./table/tableClassifier.ts";
export type { TableClassifierJSON, TableClassifierOptions } from "./table/tableClassifier.ts";
