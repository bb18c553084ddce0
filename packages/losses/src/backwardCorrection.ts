import { defineLoss, ParameterError } from "@surprisal/contract";
import { cast, logSoftmax, mul0, neg, sum, tensor, type Tensor, transpose } from "@surprisal/tensor";
import { rowOfClass } from "./rowOfClass.ts";
import { required } from "./requiredTensor.ts";
import { solveForUnits } from "./solveForUnits.ts";
import { transitionMatrix } from "./transitionMatrix.ts";
import { unmasked } from "./unmasked.ts";

/**
 * Backward correction: the combination of the cross-entropies of all classes whose expectation over labels, when true classes turn into
 * them with known probabilities, is the cross-entropy of the true class.
 *
 * @param logits - `[… C]`, real; −Infinity masks a class: its surprisal is left out, which changes no expectation for the other true classes.
 * @param classes - `[…]`, int32, 0 … C − 1.
 * @param transition - `[C, C]`, in [0, 1]: in row i the probabilities of each label where i is the true class. It has an inverse.
 * @returns `[…]`, of either sign and without bounds.
 * @throws ShapeError where classes do not fit logits; ClassError naming position, value and C; ParameterError where transition is missing, its rows
 * do not add up to 1 or it has no inverse.
 * @formula -\sum_k (\mathit{transition}^{-1})_{y k} \log p_k
 * @shown { "transition": [[0.8, 0.1, 0.1], [0.1, 0.8, 0.1], [0.1, 0.1, 0.8]] }
 * @example
 * const transition = [[0.8, 0.1, 0.1], [0.1, 0.8, 0.1], [0.1, 0.1, 0.8]]
 * backwardCorrection.with({ transition })([[2, 1, 0.1]], [0]) // → [0.0027443]
 * @see Patrini et al., "Making Deep Neural Networks Robust to Label Noise: A Loss Correction Approach", CVPR 2017.
 */
export const backwardCorrection = defineLoss({
  name: "backwardCorrection",
  prediction: "logits",
  target: "classes",
  parameters: { transition: required("[0, 1]") },
  value: (logits, classes, { transition }) => {
    const matrix = transitionMatrix("backwardCorrection", transition, logits.shape.at(-1) ?? 0);
    const factors = rowOfClass(cast(factorsOf(matrix), logits.dtype), classes);
    return sum(mul0(factors, unmasked(neg(logSoftmax(logits)), logits)), { axis: -1 });
  },
  traits: () => ({ bounded: false, differentiable: 2, shiftInvariant: true, symmetric: false }),
});

const known = new WeakMap<Tensor, Tensor>();

/** In row y how much each class counts where the label is y: the w with Tᵀ·w = e_y, found once a matrix. */
function factorsOf(transition: Tensor): Tensor {
  const found = known.get(transition);
  if (found) return found;
  const [n = 0] = transition.shape;
  const solutions = solveForUnits(transpose(transition).data, n);
  if (!solutions) throw new ParameterError("backwardCorrection: transition has no inverse, expected one that has");
  const factors = tensor(solutions, { shape: [n, n] });
  known.set(transition, factors);
  return factors;
}
