import { defineLoss } from "@surprisal/contract";
import { sparsemax } from "@surprisal/tensor";
import { fenchelYoung } from "./fenchelYoung.ts";

/** ½ ‖p − e_y‖², and how far the logit of y is below the threshold where its probability is 0. */
const value = fenchelYoung("sparsemaxLoss", sparsemax, (p, logits, own) => {
  let [others, squares, top] = [0, 0, own];
  for (const [k, share] of p.entries()) {
    if (k !== own) {
      others += share;
      squares += share * share;
    }
    if ((logits[k] as number) > (logits[top] as number)) top = k;
  }
  const below = (logits[top] as number) - (p[top] as number) - (logits[own] as number);
  return (squares + others * others) / 2 + (p[own] === 0 ? Math.max(0, below) : 0);
});

/**
 * Sparsemax loss: the Fenchel–Young loss of `sparsemax`, with gradient p − e_y as cross-entropy has for softmax. It is exactly 0 where
 * the true class leads by 1 or more.
 *
 * @param logits - `[… C]`, real; −Infinity masks a class.
 * @param classes - `[…]`, int32, 0 … C − 1.
 * @returns `[…]`, in [0, ∞].
 * @throws ShapeError where classes do not fit logits; ClassError naming position, value and C.
 * @formula \sum_k P_k z_k - \frac{1}{2} \sum_k P_k^2 - z_y + \frac{1}{2}, \quad P = \operatorname{sparsemax}(z)
 * @example
 * sparsemaxLoss([[1, 0.5, -1]], [0]) // → [0.0625]
 * sparsemaxLoss([[1, 0.5, -1]], [2]) // → [2.0625]
 * @see Martins & Astudillo, "From Softmax to Sparsemax: A Sparse Model of Attention and Multi-Label Classification", ICML 2016.
 * @also optax: `optax.losses.multiclass_sparsemax_loss`
 */
export const sparsemaxLoss = defineLoss({
  name: "sparsemaxLoss",
  prediction: "logits",
  target: "classes",
  value: (logits, classes) => value(logits, classes),
  // The Hessian projects onto the differences within the support.
  traits: () => ({
    convex: true,
    bounded: false,
    lipschitz: Math.SQRT2,
    smoothness: 1,
    differentiable: 1,
    shiftInvariant: true,
    symmetric: false,
    proper: { formula: "sparsemax(z)", probability: sparsemax },
    calibrated: true,
  }),
});
