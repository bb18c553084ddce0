// What is used of it; the library has no types of its own.
declare module "ml-logistic-regression" {
  import type { Matrix } from "ml-matrix";

  export default class LogisticRegression {
    constructor(options: { readonly numSteps: number; readonly learningRate: number });
    readonly classifiers: readonly { readonly weights: Matrix }[];
    train(features: Matrix, target: Matrix): void;
  }
}
