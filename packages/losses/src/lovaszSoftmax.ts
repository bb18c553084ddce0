import { defineBatchLoss } from "@surprisal/contract";
import { equal, exp, expm1, logSoftmax, mul, neg, reshape, sum, take, transpose, where } from "@surprisal/tensor";
import { lovaszWeights } from "./lovaszWeights.ts";

/**
 * Lovász-softmax: the Jaccard loss of each class over the whole batch, extended to errors of probabilities, sorted. The mean is over the
 * classes that occur in the target. Where errors tie, one of the subgradients.
 *
 * @param logits - `[… C]`, real; −Infinity masks a class. All rows (pixels) make one batch.
 * @param classes - `[…]`, int32, 0 … C − 1; examples of class −100 are left out.
 * @returns in [0, 1]; `.each` gives one value a class that occurs.
 * @throws ShapeError where classes do not fit logits; ClassError naming position, value and C.
 * @formula \frac{1}{|K|} \sum_{k \in K} \sum_i (J_k(i) - J_k(i - 1)) m_{k (i)}, \quad m_{k i} = |p_{i k} - [y_i = k]|, \quad m_{k (1)} \ge
 * m_{k (2)} \ge \dots, \quad J_k(i) = 1 - \frac{|Y_k \setminus E_{k i}|}{|Y_k \cup E_{k i}|}, \quad Y_k = \{ i : y_i = k \}, \quad E_{k i}
 * = \{ (1), \dots, (i) \}
 * @along { "axis": "logit of the true class of one of three pixels, of 3", "from": -6, "to": 6, "prediction": [["t", 0, 0], [0, 1, 0], [1,
 * 0, 0]], "target": [0, 1, 0] }
 * @example
 * lovaszSoftmax([[2, 1, 0.1], [0, 1, 0]], [0, 1]).item() // → 0.3824410
 * @see Berman et al., "The Lovász-Softmax Loss: A Tractable Surrogate for the Optimization of the Intersection-Over-Union Measure in Neural
 * Networks", CVPR 2018.
 */
export const lovaszSoftmax = defineBatchLoss({
  name: "lovaszSoftmax",
  prediction: "logits",
  target: "classes",
  value: (logits, classes) => {
    const count = logits.shape.at(-1) ?? 0;
    const present = Int32Array.from(new Set(classes.data)).toSorted();
    // One row a class: 1 − p where the pixel belongs to it, p where not.
    const l = take(transpose(reshape(logSoftmax(logits), [-1, count])), present);
    const inside = equal(reshape(classes, [1, -1]), reshape(present, [-1, 1]));
    const errors = where(inside, neg(expm1(l)), exp(l));
    return sum(mul(lovaszWeights(errors, inside), errors), { axis: -1 });
  },
});
