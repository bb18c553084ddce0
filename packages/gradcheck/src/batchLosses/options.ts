import type { BatchLoss, Parameters } from "@surprisal/contract";
import type { Tensor, TensorLike } from "@surprisal/tensor";
import * as fc from "fast-check";
import { printable } from "../generators/tensors.ts";
import type { RunOptions } from "../law.ts";

/** What the laws of a batch loss need to know: above all, which batches it takes. */
export interface BatchLossLawOptions<P extends Parameters = Parameters> extends RunOptions {
  /** Predictions for so many examples, float64, examples on the first axis; of ordinary size, where differences see derivatives. */
  readonly prediction: (examples: number) => fc.Arbitrary<Tensor>;
  /** Targets for so many examples, as the loss takes them: int32, or float64. */
  readonly target: (examples: number) => fc.Arbitrary<Tensor>;
  /** The fewest and the most examples of a batch. Default 2 and 5. */
  readonly sizes?: readonly [fewest: number, most: number];
  /** The largest factor by which predictions are multiplied where the loss has to be finite. Default 1000. */
  readonly stretch?: number;
  /** The target is one of several predictions (the other view, the other modality): its derivatives are checked too. */
  readonly differentiableTarget?: boolean;
  /** Between which values the loss is. Default 0 and Infinity. */
  readonly range?: readonly [least: number, most: number];
  /** The order of the examples counts. Default false. */
  readonly ordered?: boolean;
  /** How many classes a target of classes has: others are to be refused. */
  readonly classCount?: number;
  /** How often the float32 tolerance of 4e-7 · (1 + largest prediction / 8) may be exceeded. Default 1. */
  readonly float32Factor?: number;
  /** Worked numbers, from the paper: generic laws do not tell a transposition from the truth. */
  readonly examples?: readonly {
    readonly prediction: TensorLike;
    readonly target: TensorLike;
    readonly value: number;
  }[];
  /** Other parameters for which all laws are to hold as well. */
  readonly variants?: readonly Partial<P>[];
}

/** What holds for every batch loss to which it applies. `check` throws LawError where it does not. */
export interface BatchLossLaw {
  readonly name: string;
  applies(loss: BatchLoss, options: BatchLossLawOptions): boolean;
  check(loss: BatchLoss, options: BatchLossLawOptions): void;
}

/** A prediction and its target. */
export interface WholeBatch {
  readonly size: number;
  readonly prediction: Tensor;
  readonly target: Tensor;
}

export function wholeBatches({ prediction, target, sizes = [2, 5] }: BatchLossLawOptions): fc.Arbitrary<WholeBatch> {
  return fc.integer({ min: sizes[0], max: sizes[1] }).chain((size) =>
    fc.record({
      size: fc.constant(size),
      prediction: prediction(size).map(printable),
      target: target(size).map(printable),
    }),
  );
}

export const isFloat = ({ dtype }: Tensor): boolean => dtype === "float32" || dtype === "float64";
