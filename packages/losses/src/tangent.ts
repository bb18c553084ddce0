import { defineLoss } from "@surprisal/contract";
import { add, atan, mul, square, sub } from "@surprisal/tensor";
import { maximum } from "./maximum.ts";

/** The derivative by the margin. */
const slope = (m: number): number => (4 * (2 * Math.atan(m) - 1)) / (1 + m * m);

/**
 * Tangent loss: (2 arctan(margin) − 1)², with the margin target · score. Bounded, and margins that are too large cost something as well.
 *
 * @param scores - any shape, real.
 * @param target - the same shape (or one that broadcasts to it), −1 or 1.
 * @returns the shape of scores, in [0, (π + 1)²]; it is 0 at a margin of tan ½.
 * @throws ShapeError where target does not fit scores; ParameterError for a target that is neither −1 nor 1.
 * @formula (2 \arctan(s y) - 1)^2
 * @example
 * tangent([0.5, -2], [1, 1]) // → [0.005286, 10.33171]
 * @see Masnadi-Shirazi, Mahadevan & Vasconcelos, "On the Design of Robust Classifiers for Computer Vision", CVPR 2010.
 */
export const tangent = defineLoss({
  name: "tangent",
  prediction: "real",
  target: "sign",
  value: (scores, target) => square(sub(mul(2, atan(mul(scores, target))), 1)),
  traits: () => ({
    convex: false,
    bounded: (Math.PI + 1) ** 2,
    lipschitz: maximum((m) => Math.abs(slope(m)), -2, 2),
    smoothness: maximum((m) => (8 / (1 + m * m) - 2 * m * slope(m)) / (1 + m * m), -2, 2),
    differentiable: 2,
    symmetric: false,
    proper: { formula: "1/2 + arctan f", probability: (scores) => add(0.5, atan(scores)) },
    calibrated: true,
  }),
});
