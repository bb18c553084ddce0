import type { Tensor, TensorLike } from "@surprisal/tensor";
import type {
  LossOptions,
  LossTotal,
  Parameters,
  ParameterSpecification,
  PredictionKind,
  ReductionLossOptions,
  TargetKind,
} from "./types.ts";

/** The values of which a batch loss is the mean, with what each weighs (undefined: all alike). */
export interface BatchValues {
  readonly values: Tensor;
  readonly weights: Tensor | undefined;
}

/** What the value of a batch loss may use beside prediction, target and parameters. */
export interface BatchContext {
  /** `[examples]`, above 0: how much each example that is left counts; undefined: all alike. */
  readonly weights: Tensor | undefined;
  /** Which examples of the call are left, by number; undefined: all. */
  readonly places: Int32Array | undefined;
}

/** A loss of a whole batch, as it is written: for those that compare examples, sort them or leave some out. */
export interface BatchLossDefinition<P extends Parameters> {
  readonly name: string;
  /** What the prediction is, where `target` is given. Default "real". */
  readonly prediction?: PredictionKind;
  /** Where it is given, the target is read and checked as that of a loss of examples; otherwise `value` does so. */
  readonly target?: TargetKind | readonly TargetKind[];
  /** How many classes a row of that many predictions tells apart, where there are not as many. */
  readonly classCount?: (width: number) => number;
  readonly parameters?: { readonly [K in keyof P]: ParameterSpecification<P[K]> };
  /** Whether examples can be weighed: their values are, where `value` gives one each, or else it says how. Otherwise weights are refused. */
  readonly weighsExamples?: boolean;
  /**
   * A tensor without axes, or the values of which it is the mean: one an example, or with weights of their own. Examples that do not count
   * (ignored, or of weight 0) are not in the batch any more. Plain numbers come in the dtype of the prediction.
   */
  readonly value: (prediction: Tensor, target: Tensor, parameters: P, context: BatchContext) => Tensor | BatchValues;
}

/** A loss with one value a batch; it is no sum over examples, so that parts of a batch do not add up. */
export interface BatchLoss<P extends Parameters = Parameters> {
  (prediction: TensorLike, target: TensorLike, options?: ReductionLossOptions): Tensor;
  /** The values of which the loss is the mean, times their weights: one an anchor (example, sequence …); without axes where there is but the loss itself. */
  each(prediction: TensorLike, target: TensorLike, options?: LossOptions): Tensor;
  /** The sum of those values, and of their weights: means over the values of several batches come from it. */
  total(prediction: TensorLike, target: TensorLike, options?: LossOptions): LossTotal;
  /** The same loss with other parameters. Throws ParameterError for a value outside of its domain or an unknown name. */
  with(parameters: Partial<P>): BatchLoss<P>;
  readonly lossName: string;
  readonly parameters: P;
  readonly specification: { readonly [K in keyof P]: ParameterSpecification<P[K]> };
  /** Whether it takes `sampleWeights`, and `classWeights` where it has classes. */
  readonly weighsExamples: boolean;
}
