import type { Tensor, TensorLike } from "@surprisal/tensor";
import type { Traits } from "./traits.ts";

/** Parameters by name; a type without mention of numbers, so that a default of 0.7 is inferred as a number and not as the literal. */
export type Parameters = Readonly<Record<string, unknown>>;

/** A parameter: its default, and which values it takes: an interval such as "(0, 1]" for numbers, a list for words. */
export interface ParameterSpecification<V = unknown> {
  readonly default: V;
  readonly domain?: string;
  readonly oneOf?: readonly NoInfer<V>[];
  /** Whether it must be a whole number. */
  readonly integer?: boolean;
  /** Whether it is, or may be, a tensor: then plain arrays are taken for one, and the domain is that of each element. */
  readonly tensor?: boolean;
}

/** What the last axis (or each element) of a prediction is. */
export type PredictionKind = "logits" | "logProbabilities" | "probabilities" | "real";

/**
 * What a target is. Row losses, one value a row of the prediction: "classes" (int32 `[…]`), "distribution" (probabilities `[… C]`)
 * and "row" (real `[… C]`: the logits of a teacher, several labels …). Elementwise losses, one value an element: "probability" (in [0, 1]),
 * "sign" (−1 or 1) and "real".
 */
export type TargetKind = "classes" | "distribution" | "row" | "probability" | "sign" | "real";

/** Options that all losses share. */
export interface LossOptions {
  /** `[C]`, from 0: how much each class counts. For losses with class targets or distributions. */
  readonly classWeights?: TensorLike;
  /** In the shape of the loss (or one that broadcasts to it), from 0: how much each example counts. */
  readonly sampleWeights?: TensorLike;
  /** Examples with this class, or one of these, are left out: they add exactly 0 to value and gradient. Default −100. */
  readonly ignoreIndex?: number | readonly number[];
  /** The axis of the classes. Default −1, the last. */
  readonly axis?: number;
}

export interface ReductionLossOptions extends LossOptions {
  /** What a mean over nothing is. Default NaN, as in PyTorch. Its gradient is 0. */
  readonly whenEmpty?: number;
}

/** A sum and what to divide it by for the mean: totals of parts add up to the total of the whole. */
export interface LossTotal {
  readonly sum: Tensor;
  /** float64, without axes: the weights that counted. */
  readonly normalizer: Tensor;
}

/** A loss: called, it gives one value an example. */
export interface Loss<P extends Parameters = Parameters> {
  (prediction: TensorLike, target: TensorLike, options?: LossOptions): Tensor;
  /** The mean over the examples that count, weighted. */
  mean(prediction: TensorLike, target: TensorLike, options?: ReductionLossOptions): Tensor;
  sum(prediction: TensorLike, target: TensorLike, options?: LossOptions): Tensor;
  total(prediction: TensorLike, target: TensorLike, options?: LossOptions): LossTotal;
  /** The same loss with other parameters. Throws ParameterError for a value outside of its domain or an unknown name. */
  with(parameters: Partial<P>): Loss<P>;
  readonly lossName: string;
  readonly prediction: PredictionKind;
  readonly target: readonly TargetKind[];
  readonly parameters: P;
  readonly specification: { readonly [K in keyof P]: ParameterSpecification<P[K]> };
  readonly traits: Traits;
  /** The definition's own value with these parameters, one an example, of which nothing is checked: what compilers trace. */
  readonly value: (prediction: Tensor, target: Tensor, context: ValueContext) => Tensor;
  /** Whether the value takes class weights into account itself. */
  readonly weighsClasses: boolean;
  /** How many classes a row of that many predictions tells apart. */
  readonly classCount: (width: number) => number;
}

/** What the value of a loss may use beside prediction, target and parameters. */
export interface ValueContext {
  /** Which of the target kinds this target is. */
  readonly target: TargetKind;
  /** `[C]`, only for a loss that weighs classes itself. */
  readonly classWeights?: Tensor;
}

/** A loss as it is written: one value per example, no reduction, in terms of logits where there are any. */
export interface LossDefinition<P extends Parameters> {
  readonly name: string;
  readonly prediction: PredictionKind;
  readonly target: TargetKind | readonly TargetKind[];
  readonly parameters?: { readonly [K in keyof P]: ParameterSpecification<P[K]> };
  readonly value: (prediction: Tensor, target: Tensor, parameters: P, context: ValueContext) => Tensor;
  /** The loss weighs classes inside (label smoothing and distributions spread over several classes). */
  readonly weighsClasses?: boolean;
  /** How many classes a row of that many predictions tells apart, where there are not as many: C for the C − 1 thresholds of ordered classes. */
  readonly classCount?: (width: number) => number;
  readonly traits?: (parameters: P) => Traits;
}
