import { defineLoss } from "@surprisal/contract";
import { entmax15 } from "@surprisal/tensor";
import { fenchelYoung } from "./fenchelYoung.ts";

/** With r = √p: ⅔ (Σ_{j≠y} r³ + (1 − r_y)² (2 + r_y)), and how far the logit of y is below the threshold where its probability is 0. */
const value = fenchelYoung("entmax15Loss", entmax15, (p, logits, own) => {
  let [others, cubes, top] = [0, 0, own];
  for (const [k, share] of p.entries()) {
    if (k !== own) {
      others += share;
      cubes += share * Math.sqrt(share);
    }
    if ((logits[k] as number) > (logits[top] as number)) top = k;
  }
  const root = Math.sqrt(p[own] as number);
  const missing = others / (1 + root);
  const below = (logits[top] as number) - 2 * Math.sqrt(p[top] as number) - (logits[own] as number);
  return (2 / 3) * (cubes + missing * missing * (2 + root)) + (root === 0 ? Math.max(0, below) : 0);
});

/**
 * 1.5-entmax loss: the Fenchel–Young loss of `entmax15`, with gradient p − e_y. Half-way between cross-entropy and sparsemax loss, it is
 * exactly 0 where the true class leads by 2 or more.
 *
 * @param logits - `[… C]`, real; −Infinity masks a class.
 * @param classes - `[…]`, int32, 0 … C − 1.
 * @returns `[…]`, in [0, ∞].
 * @throws ShapeError where classes do not fit logits; ClassError naming position, value and C.
 * @formula \sum_k P_k z_k - \frac{4}{3} \left(\sum_k P_k^{\frac{3}{2}} - 1\right) - z_y, \quad P = \operatorname{entmax15}(z)
 * @example
 * entmax15Loss([[1, 0.5, -1]], [0]) // → [0.184371]
 * entmax15Loss([[1, 0.5, -1]], [2]) // → [2.184371]
 * @see Peters, Niculae & Martins, "Sparse Sequence-to-Sequence Models", ACL 2019.
 */
export const entmax15Loss = defineLoss({
  name: "entmax15Loss",
  prediction: "logits",
  target: "classes",
  value: (logits, classes) => value(logits, classes),
  traits: () => ({
    convex: true,
    bounded: false,
    lipschitz: Math.SQRT2,
    smoothness: Math.SQRT1_2,
    differentiable: 2,
    shiftInvariant: true,
    symmetric: false,
    proper: { formula: "entmax15(z)", probability: entmax15 },
    calibrated: true,
  }),
});
