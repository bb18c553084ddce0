import { defineLoss } from "@surprisal/contract";
import { add, cast, log, logSoftmax, logSumExp, neg, Tensor, transpose } from "@surprisal/tensor";
import { rowOfClass } from "./rowOfClass.ts";
import { required } from "./requiredTensor.ts";
import { transitionMatrix } from "./transitionMatrix.ts";

/**
 * Forward correction: cross-entropy of the label that is seen, when true classes turn into labels with known probabilities.
 *
 * @param logits - `[… C]`, real; −Infinity masks a class.
 * @param classes - `[…]`, int32, 0 … C − 1.
 * @param transition - `[C, C]`, in [0, 1]: in row i the probabilities of each label where i is the true class.
 * @returns `[…]`, in [0, ∞].
 * @throws ShapeError where classes do not fit logits; ClassError naming position, value and C; ParameterError where transition is missing or its
 * rows do not add up to 1.
 * @formula -\log\left(\sum_k \mathit{transition}_{k y} p_k\right)
 * @shown { "transition": [[0.8, 0.1, 0.1], [0.1, 0.8, 0.1], [0.1, 0.1, 0.8]] }
 * @example
 * const transition = [[0.8, 0.1, 0.1], [0.1, 0.8, 0.1], [0.1, 0.1, 0.8]]
 * forwardCorrection.with({ transition })([[2, 1, 0.1]], [0]) // → [0.5774983]
 * @see Patrini et al., "Making Deep Neural Networks Robust to Label Noise: A Loss Correction Approach", CVPR 2017.
 */
export const forwardCorrection = defineLoss({
  name: "forwardCorrection",
  prediction: "logits",
  target: "classes",
  parameters: { transition: required("[0, 1]") },
  value: (logits, classes, { transition }) => {
    const matrix = transitionMatrix("forwardCorrection", transition, logits.shape.at(-1) ?? 0);
    const toLabel = rowOfClass(cast(log(transpose(matrix)), logits.dtype), classes);
    return neg(logSumExp(add(toLabel, logSoftmax(logits)), { axis: -1 }));
  },
  // Highest where all probability is on the true class that is least likely to get the label.
  traits: ({ transition }) => {
    const always = { convex: false, differentiable: 2, shiftInvariant: true, symmetric: false } as const;
    if (!(transition instanceof Tensor)) return { differentiable: 2, shiftInvariant: true };
    let least = 1;
    for (const p of transition.data) least = Math.min(least, p);
    return { ...always, bounded: least > 0 ? -Math.log(least) : false };
  },
});
