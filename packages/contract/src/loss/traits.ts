import type { Tensor } from "@surprisal/tensor";

/**
 * How a prediction stands for probabilities: a usual function by its name, or another one with its formula. It gives `[… C]` for rows, and
 * for single scores the probability of 1.
 */
export type Link =
  | "softmax"
  | "sigmoid"
  | "identity"
  | "exp"
  | { readonly formula: string; readonly probability: (prediction: Tensor) => Tensor };

/**
 * What a constant prediction should be, as a function of the targets alone: "mean", "median", a quantile or an expectile of them; "logMean",
 * the logarithm of their mean; of shares of classes "logPrior", their logarithms, and of the share of 1 "logit" and "halfLogit".
 */
export type OptimalConstant =
  | "mean"
  | "median"
  | "logMean"
  | "logPrior"
  | "logit"
  | "halfLogit"
  | { readonly quantile: number }
  | { readonly expectile: number };

type Parameters = Readonly<Record<string, unknown>>;

/** Where a loss becomes another one: at these parameters, or, where they lie outside of the domain, on the way to them. */
export interface Limit {
  readonly at: Parameters;
  /** The name of the other loss. */
  readonly is: string;
  /** The parameters of the other loss, where they are not its defaults. */
  readonly with?: Parameters;
  /** How many times the other loss. Default 1. */
  readonly times?: number;
}

/** What is claimed of a loss as a function of its prediction. Every claim is tested; what is left out is not claimed. */
export interface Traits {
  /** Convex in the prediction. */
  readonly convex?: boolean;
  /** The least upper bound, or false. */
  readonly bounded?: number | false;
  /** The largest L2 norm of the gradient of one row (or element), or false. */
  readonly lipschitz?: number | false;
  /** The largest eigenvalue of the Hessian of one row (or element), or false. */
  readonly smoothness?: number | false;
  /** How often it is continuously differentiable everywhere: 0, it has kinks; 1, its curvature jumps; 2, at least twice. */
  readonly differentiable?: 0 | 1 | 2;
  /** Unchanged when the same number is added to all logits of a row. */
  readonly shiftInvariant?: boolean;
  /**
   * The losses of a prediction against all classes add up to a constant. Then labels that are wrong uniformly at random, fewer than
   * (C − 1)/C of them, do not move the minimum of the mean loss (Ghosh, Kumar & Sastry, AAAI 2017).
   */
  readonly symmetric?: boolean;
  /**
   * Strictly proper, and by which link: for every distribution of the target the mean loss is least exactly where the link of the prediction
   * is that distribution. false: not by the usual link (softmax of rows, sigmoid of a logit), of scores against signs: by none.
   */
  readonly proper?: Link | false;
  /**
   * Classification-calibrated for any number of classes: whatever their distribution, predictions whose mean loss approaches its infimum
   * have their largest score at the most probable class (of single scores: the sign of it).
   */
  readonly calibrated?: boolean;
  /** Where two classes are equally likely, the one that is rarer by `counts` or `prior`, or weighs more, gets the higher score. */
  readonly favorsRareClasses?: boolean;
  /** Classes have an order: the further from the true class a certain prediction is, the more it costs. */
  readonly ordinal?: boolean;
  /** Of a real target: no prediction costs less than the target itself, or than its logarithm. */
  readonly leastAt?: "target" | "logTarget";
  /** The constant prediction with the least mean loss. */
  readonly optimalConstant?: OptimalConstant;
  /** Other losses that it becomes at some parameters. */
  readonly limits?: readonly Limit[];
}
