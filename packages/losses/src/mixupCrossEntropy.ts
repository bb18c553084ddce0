import { ClassError, defineLoss, ParameterError } from "@surprisal/contract";
import { add, asTensor, broadcastTo, cast, logSoftmax, mul0, neg, pick } from "@surprisal/tensor";
import { required } from "./requiredTensor.ts";

/**
 * Cross-entropy of mixed examples: of the two classes that went into each, by their shares.
 *
 * @param logits - `[… C]`, real; −Infinity masks a class.
 * @param classes - `[…]`, int32, 0 … C − 1.
 * @param otherClasses - classes of the examples that were mixed in, in the shape of classes or one that broadcasts to it.
 * @param share - share of `classes` in the mixture, in [0, 1]. Default 0.5.
 * @returns `[…]`, in [0, ∞]. Class weights are those of `classes`.
 * @throws ShapeError where either classes do not fit logits; ClassError naming position, value and C; ParameterError where otherClasses
 * are missing, and for share.
 * @formula -\mathit{share} \log p_y - (1 - \mathit{share}) \log p_{\mathit{otherClasses}}
 * @example
 * mixupCrossEntropy.with({ otherClasses: [1], share: 0.7 })([[2, 1, 0.1]], [0]) // → [0.7170300]
 * @see Zhang et al., "mixup: Beyond Empirical Risk Minimization", ICLR 2018.
 */
export const mixupCrossEntropy = defineLoss({
  name: "mixupCrossEntropy",
  prediction: "logits",
  target: "classes",
  parameters: { otherClasses: required("[0, ∞)"), share: { default: 0.5, domain: "[0, 1]" } },
  value: (logits, classes, { otherClasses, share }) => {
    if (otherClasses === undefined) {
      throw new ParameterError("mixupCrossEntropy: otherClasses are missing, expected a tensor of classes");
    }
    const others = asTensor(otherClasses);
    const count = logits.shape.at(-1) ?? 0;
    for (const [i, each] of others.data.entries()) {
      if (!Number.isInteger(each) || each >= count)
        throw new ClassError(`mixupCrossEntropy: otherClasses[${i}] is ${each}, expected 0..${count - 1}`);
    }
    const surprisal = neg(logSoftmax(logits));
    const mixedIn = pick(
      surprisal,
      broadcastTo(cast(others, "int32"), classes.shape, "mixupCrossEntropy: otherClasses"),
    );
    return add(mul0(share, pick(surprisal, classes)), mul0(1 - share, mixedIn));
  },
  traits: () => ({
    convex: true,
    bounded: false,
    lipschitz: Math.SQRT2,
    smoothness: 0.5,
    differentiable: 2,
    shiftInvariant: true,
    symmetric: false,
  }),
});
