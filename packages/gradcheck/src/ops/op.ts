import type { DType, Shape, Tensor } from "@surprisal/tensor";
import type * as fc from "fast-check";
import type { TensorFunction } from "../differences/inputs.ts";
import type { RunOptions } from "../law.ts";

/** What an op should give: worked out in plain numbers, another way than the op does it. */
export interface Reference {
  readonly shape: Shape;
  readonly values: readonly number[];
  /** Default: the inputs' float dtype. */
  readonly dtype?: DType;
}

/** An op with all that its laws need to know. */
export interface OpUnit {
  readonly name: string;
  readonly run: TensorFunction;
  /** Inputs anywhere in its domain, extremes included. Floats in float64. */
  readonly inputs: fc.Arbitrary<readonly Tensor[]>;
  /** Inputs where it is smooth and differences can see it. Without them it is an op without derivative. */
  readonly smooth?: fc.Arbitrary<readonly Tensor[]>;
  readonly reference: (...inputs: readonly Tensor[]) => Reference;
  /** Works element by element on operands that broadcast: how many. */
  readonly operands?: number;
  /** Inputs without elements that it accepts. */
  readonly empty?: readonly Tensor[];
  /** Long inputs, for ops that add up: where a sum in float32 would lose its digits. */
  readonly long?: () => readonly Tensor[];
  /** How far values may be from the reference: a multiple of ε·|value|. Default 8. */
  readonly roundings?: number;
  /** The size of what is added up on the way to a value, where terms cancel. Default |value|. */
  readonly magnitude?: (inputs: readonly Tensor[]) => number;
  /** Where the op is defined. Default everywhere. */
  readonly domain?: readonly [low: number, high: number];
  /** A cotangent of 0 gives a gradient of exactly 0, whatever stands in the inputs. Default true; false where sums of products meet ∞. */
  readonly quiet?: boolean;
}

/** What holds for every op to which it applies. `check` throws LawError where it does not. */
export interface OpLaw {
  readonly name: string;
  applies(op: OpUnit): boolean;
  check(op: OpUnit, options?: RunOptions): void;
}
