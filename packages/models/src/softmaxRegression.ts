import { compileLoss } from "@surprisal/contract/compile";
import { crossEntropy } from "@surprisal/losses";
import { readOptionsOf } from "./linear/json.ts";
import { LinearClassifier } from "./linear/linearClassifier.ts";
import type { LinearOptions } from "./linear/options.ts";
import type { RowLoss } from "./linear/penalizedLoss.ts";

/**
 * Softmax (multinomial logistic) regression: a linear logit for each class, fitted by cross-entropy with an L2 penalty, the objective
 * and the `C` of scikit-learn: Σ log-loss + ½‖W‖² / c, the intercepts free. Computes in float64.
 *
 * @param options - `c` (default 1), `fitIntercept` (default true), `maxIterations` (default 1000), `gradientTolerance` (default 1e-8).
 * @throws ParameterError for an option outside of its domain.
 * @example
 * const x = tensor([[-1], [0], [1]])
 * const model = await new SoftmaxRegression({ c: 10 }).fit(x, [0, 1, 2])
 * model.predict(x) // → [0, 1, 2]
 * model.predictProbability(tensor([[0]])) // → [[0.2129179, 0.5741643, 0.2129179]]
 * @see Bishop, "Pattern Recognition and Machine Learning", 2006, section 4.3.4.
 */
export class SoftmaxRegression extends LinearClassifier {
  readonly modelName = "SoftmaxRegression";

  constructor(options: LinearOptions = {}) {
    super("SoftmaxRegression", options);
  }

  protected override outputsFor(classCount: number): number {
    return classCount;
  }

  protected override lossOf(classes: Int32Array, outputs: number): RowLoss {
    return { compiled: compileLoss(crossEntropy, "classes", outputs), targets: classes };
  }

  /**
   * The model that `toJSON` wrote.
   *
   * @param json - the parsed data; it is not trusted.
   * @returns a fitted model.
   * @throws DataError naming the field that is not as it must be.
   */
  static fromJSON(json: unknown): SoftmaxRegression {
    return new SoftmaxRegression(readOptionsOf("SoftmaxRegression", json)).restore(json);
  }
}
