import { ParameterError, ShapeError, SurprisalError, type Features } from "@surprisal/contract";
import { crossEntropy } from "@surprisal/losses";
import { accuracy } from "@surprisal/metrics";
import { argmax, softmax, tensor, type Tensor, type TensorLike } from "@surprisal/tensor";
import { fitLinear } from "./fitLinear.ts";
import { readLinear, writeLinear, type LinearClassifierJSON, type LinearModelName } from "./json.ts";
import { readOptions, type FitOptions, type FitSummary, type LinearOptions, type LinearSettings } from "./options.ts";
import type { RowLoss } from "./penalizedLoss.ts";
import { readClasses } from "./readClasses.ts";
import { readRows } from "./rows.ts";
import type { LinearWeights } from "./weights.ts";

/** What a fitted classifier knows. */
interface Fitted {
  readonly weights: LinearWeights;
  readonly classCount: number;
  readonly summary: FitSummary;
}

/** What `LogisticRegression` and `SoftmaxRegression` share: they differ in the loss, and in how many logits a row has. */
export abstract class LinearClassifier {
  abstract readonly modelName: LinearModelName;
  readonly options: LinearSettings;
  #fitted: Fitted | undefined;

  constructor(unit: string, options: LinearOptions) {
    this.options = readOptions(unit, options);
  }

  /** How many linear functions stand for so many classes. */
  protected abstract outputsFor(classCount: number): number;
  protected abstract lossOf(classes: Int32Array, outputs: number): RowLoss;

  /**
   * Learns from examples; the model keeps its old state until the fit has ended.
   *
   * @param x - `[N, D]`, finite; a tensor, or a SparseMatrix.
   * @param y - `[N]`, the class of each row: whole numbers 0 … K − 1, each at least once.
   * @param options - `signal` to end it early, `onProgress` to be told of each iteration.
   * @returns a promise of the model itself. A fit that did not converge says so in `summary`.
   * @throws ShapeError where y does not fit x; DataError for fewer than two classes or a feature that is no finite number; ClassError.
   */
  async fit(x: Features, y: TensorLike, options: FitOptions = {}): Promise<this> {
    const unit = `${this.modelName}.fit`;
    const rows = readRows(unit, x);
    const classes = readClasses(unit, y, rows.count);
    const classCount = Math.max(...new Set(classes)) + 1;
    const outputs = this.outputsFor(classCount);
    const held = rows.hold(outputs);
    try {
      const fitted = await fitLinear(held, this.lossOf(classes, outputs), this.options, options);
      this.#fitted = { ...fitted, classCount };
      return this;
    } finally {
      held.free();
    }
  }

  /** How the fit went. */
  get summary(): FitSummary {
    return this.#known("summary").summary;
  }

  get classCount(): number {
    return this.#known("classCount").classCount;
  }

  /** How many features a row has. */
  get featureCount(): number {
    return this.#known("featureCount").weights.width;
  }

  /** `[K, D]`, of two classes in logistic regression `[1, D]`: what each feature adds to each logit. float64. */
  get coefficients(): Tensor {
    const { coefficients, width } = this.#known("coefficients").weights;
    return tensor(coefficients, { shape: [coefficients.length / width, width] });
  }

  /** `[K]`, of two classes in logistic regression `[1]`. float64. */
  get intercept(): Tensor {
    return tensor(this.#known("intercept").weights.intercept);
  }

  /**
   * The logits, whose softmax are the probabilities.
   *
   * @param x - `[N, D]`, finite; a tensor, or a SparseMatrix.
   * @returns `[N, K]`, float64.
   * @throws ShapeError where x has another number of features than the training rows; SurprisalError before a fit.
   */
  predictLogits(x: Features): Tensor {
    const { classCount, weights } = this.#known("predictLogits");
    const unit = `${this.modelName}.predictLogits`;
    const rows = readRows(unit, x);
    if (rows.width !== weights.width) {
      throw new ShapeError(`${unit}: x has ${rows.width} features, expected ${weights.width}`);
    }
    const outputs = weights.intercept.length;
    const logits = new Float64Array(rows.count * outputs);
    const map = { weights: weights.coefficients, intercept: weights.intercept };
    rows.plain(outputs).margins(map, 0, rows.count, logits);
    if (outputs === classCount) return tensor(logits, { shape: [rows.count, classCount] });
    // One logit stands for two classes: that of the first is 0.
    const pairs = Float64Array.from({ length: 2 * rows.count }, (_, i) =>
      i % 2 === 0 ? 0 : (logits[(i - 1) / 2] as number),
    );
    return tensor(pairs, { shape: [rows.count, 2] });
  }

  /** The probability of each class, `[N, K]`, float64; x as for `predictLogits`. */
  predictProbability(x: Features): Tensor {
    return softmax(this.predictLogits(x));
  }

  /** The most probable class of each row, `[N]`, int32; x as for `predictLogits`. */
  predict(x: Features): Tensor {
    return argmax(this.predictLogits(x));
  }

  /** The share of rows whose class is predicted right; x and y as for `fit`. */
  score(x: Features, y: TensorLike): number {
    return accuracy(this.predict(x).data, tensor(y, { dtype: "int32" }).data);
  }

  /** The mean surprisal of the classes y under the model, in nats, with all digits; x and y as for `fit`. */
  logLoss(x: Features, y: TensorLike): number {
    return crossEntropy.mean(this.predictLogits(x), tensor(y, { dtype: "int32" })).item();
  }

  /** The fitted model as plain data; `fromJSON` makes the same model of it. */
  toJSON(): LinearClassifierJSON {
    const { classCount, summary, weights } = this.#known("toJSON");
    return writeLinear(this.modelName, this.options, classCount, weights, summary);
  }

  /** Takes over what `toJSON` wrote; all is checked first. */
  protected restore(json: unknown): this {
    this.#fitted = readLinear(this.modelName, json, (classCount) => this.outputsFor(classCount));
    return this;
  }

  #known(what: string): Fitted {
    if (this.#fitted === undefined) throw new NotFittedError(`${this.modelName}: ${what} is asked before fit`);
    return this.#fitted;
  }
}

/**
 * A model was asked for what it knows only after a fit.
 *
 * @example
 * new SoftmaxRegression().coefficients // throws NotFittedError
 */
export class NotFittedError extends SurprisalError {
  override name = "NotFittedError";
}

/** Two classes need one logit. */
export function expectTwoClasses(unit: string, classCount: number): void {
  if (classCount !== 2)
    throw new ParameterError(`${unit}: y has ${classCount} classes, expected 2 (SoftmaxRegression takes more)`);
}
