import { compileLoss } from "@surprisal/contract/compile";
import { binaryCrossEntropy } from "@surprisal/losses";
import { expectTwoClasses, LinearClassifier } from "./linear/linearClassifier.ts";
import { readOptionsOf } from "./linear/json.ts";
import type { LinearOptions } from "./linear/options.ts";
import type { RowLoss } from "./linear/penalizedLoss.ts";

/**
 * Logistic regression for two classes: one linear logit, fitted by binary cross-entropy with an L2 penalty, the objective and the `C`
 * of scikit-learn: Σ log-loss + ½‖w‖² / c, the intercept free. Computes in float64.
 *
 * @param options - `c` (default 1), `fitIntercept` (default true), `maxIterations` (default 1000), `gradientTolerance` (default 1e-8).
 * @throws ParameterError for an option outside of its domain.
 * @example
 * const x = tensor([[0, 0], [0, 1], [1, 0], [1, 1]])
 * const model = await new LogisticRegression().fit(x, [0, 0, 1, 1])
 * model.predict(x) // → [0, 0, 1, 1]
 * model.coefficients // → [[0.8021163, 0]]
 * model.summary.objective // → 2.372058
 * @see Cox, "The Regression Analysis of Binary Sequences", Journal of the Royal Statistical Society B 20 (1958).
 */
export class LogisticRegression extends LinearClassifier {
  readonly modelName = "LogisticRegression";

  constructor(options: LinearOptions = {}) {
    super("LogisticRegression", options);
  }

  protected override outputsFor(classCount: number): number {
    expectTwoClasses("LogisticRegression", classCount);
    return 1;
  }

  protected override lossOf(classes: Int32Array): RowLoss {
    return { compiled: compileLoss(binaryCrossEntropy, "probability", 1), targets: Float64Array.from(classes) };
  }

  /**
   * The model that `toJSON` wrote.
   *
   * @param json - the parsed data; it is not trusted.
   * @returns a fitted model.
   * @throws DataError naming the field that is not as it must be.
   */
  static fromJSON(json: unknown): LogisticRegression {
    return new LogisticRegression(readOptionsOf("LogisticRegression", json)).restore(json);
  }
}
