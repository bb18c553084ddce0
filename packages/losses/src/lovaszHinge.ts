import { defineLoss, ParameterError } from "@surprisal/contract";
import { mul, relu, sub, sum } from "@surprisal/tensor";
import { lovaszWeights } from "./lovaszWeights.ts";

/**
 * Lovász hinge: the convex extension of the Jaccard loss of each row to hinge errors, sorted. Where errors tie, one of the subgradients.
 *
 * @param logits - `[… K]`, real: a region as one row of K pixels, or of labels.
 * @param target - `[… K]`: 1 inside of the region, 0 outside.
 * @returns `[…]`, in [0, ∞].
 * @throws ShapeError where target does not fit logits; ParameterError for a target that is neither 0 nor 1.
 * @formula \sum_i (J(i) - J(i - 1)) \max(0, m_{(i)}), \quad m_k = 1 - z_k (2 y_k - 1), \quad m_{(1)} \ge m_{(2)} \ge \dots, \quad J(i) = 1
 * - \frac{|Y \setminus E_i|}{|Y \cup E_i|}, \quad Y = \{ k : y_k = 1 \}, \quad E_i = \{ (1), \dots, (i) \}
 * @example
 * lovaszHinge([[2, -1, 0.5, -0.2]], [[1, 0, 0, 1]]) // → [0.9]
 * @see Berman et al., "The Lovász-Softmax Loss: A Tractable Surrogate for the Optimization of the Intersection-Over-Union Measure in Neural
 * Networks", CVPR 2018.
 */
export const lovaszHinge = defineLoss({
  name: "lovaszHinge",
  prediction: "logits",
  target: "row",
  value: (logits, target) => {
    for (const [i, each] of target.data.entries()) {
      if (each !== 0 && each !== 1) throw new ParameterError(`lovaszHinge: target[${i}] is ${each}, expected 0 or 1`);
    }
    const errors = sub(1, mul(logits, sub(mul(target, 2), 1)));
    return sum(mul(lovaszWeights(errors, target), relu(errors)), { axis: -1 });
  },
  traits: () => ({ convex: true, bounded: false, lipschitz: 1, smoothness: false, differentiable: 0 }),
});
