import type { Loss, Parameters } from "@surprisal/contract";
import { Tensor, type TensorLike } from "@surprisal/tensor";
import type * as fc from "fast-check";
import type { RunOptions } from "../law.ts";

/** What a loss does not declare itself, but its laws can use. */
export interface LossLawOptions<P extends Parameters = Parameters> extends RunOptions {
  /** The largest size of predictions (and of real targets) for which the loss has to be finite. Default 1e4. */
  readonly extent?: number;
  /** Numbers of classes to try. Default 2, 3 and 5. */
  readonly classCounts?: readonly number[];
  /** Where elements of predictions come from, if the loss does not take all that its kind says. */
  readonly prediction?: fc.Arbitrary<number>;
  /** Where real targets and probabilities come from, if the loss does not take all that its kind says. */
  readonly target?: fc.Arbitrary<number>;
  /** The loss is least where the prediction is (or, for logits, stands for) the target. Not for smoothed or reshaped losses. */
  readonly minimumAtTarget?: boolean;
  /**
   * What −Infinity among logits does: "transparent" (default), as if the class were not there; "limit", what a logit does that falls and
   * falls, where a class cannot be taken away because parameters belong to it; "defined", something of its own that is not NaN.
   */
  readonly masking?: "transparent" | "limit" | "defined";
  /** What a row target holds for a class that is masked. Default 0, a label that does not hold; −Infinity where it is logits. */
  readonly maskedTarget?: number;
  /** How often the float32 tolerance of 4e-7 · (1 + gap/8) may be exceeded: 1 + γ where a power is involved. Default 1. */
  readonly float32Factor?: number;
  /** Worked numbers, from the paper: generic laws do not tell a transposition from the truth. */
  readonly examples?: readonly {
    readonly prediction: TensorLike;
    readonly target: TensorLike;
    readonly value: number;
  }[];
  /** Losses by name, among them those that it is said to become: what the law of limits compares it with. */
  readonly catalogue?: Readonly<Record<string, Loss>>;
  /** Other parameters for which all laws are to hold as well. */
  readonly variants?: readonly Partial<P>[];
}

/** What holds for every loss to which it applies. `check` throws LawError where it does not. */
export interface LossLaw {
  readonly name: string;
  applies(loss: Loss, options: LossLawOptions): boolean;
  check(loss: Loss, options?: LossLawOptions): void;
}

/** "focal(γ = 2)": how a loss is called in messages. */
export function nameOf(loss: Pick<Loss, "lossName" | "parameters">): string {
  const parameters = Object.entries(loss.parameters).map(
    ([name, value]) => `${name} = ${JSON.stringify(value instanceof Tensor ? value.toArray() : value)}`,
  );
  return parameters.length === 0 ? loss.lossName : `${loss.lossName}(${parameters.join(", ")})`;
}
