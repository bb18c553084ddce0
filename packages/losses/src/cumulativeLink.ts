import { ClassError, defineLoss, ParameterError } from "@surprisal/contract";
import {
  add,
  asTensor,
  cast,
  equal,
  expm1,
  log,
  neg,
  reshape,
  softplus,
  sub,
  take,
  where,
  type Tensor,
  type TensorLike,
} from "@surprisal/tensor";
import { required } from "./requiredTensor.ts";

/**
 * Cumulative link loss (proportional odds), for ordered classes: the surprisal of a class that covers, on the scale of a logistic variable
 * around the score, the interval between two cutpoints.
 *
 * @param scores - any shape, real: one number an example.
 * @param classes - the same shape: whole numbers, 0 … C − 1.
 * @param cutpoints - `[C − 1]`, increasing; they may be learned. They have to be given.
 * @returns the shape of scores, in [0, ∞], nats.
 * @throws ShapeError where classes do not fit scores; ClassError for one that is not there; ParameterError for missing cutpoints or such as
 * do not increase.
 * @formula -\log(\sigma(\mathit{cutpoints}_y - \hat{y}) - \sigma(\mathit{cutpoints}_{y - 1} - \hat{y}))
 * @shown { "cutpoints": [-1, 1] }
 * @example
 * cumulativeLink.with({ cutpoints: [-1, 1] })([0, 0, 2], [1, 2, 2]) // → [0.771937, 1.313262, 0.313262]
 * cumulativeLink([0], [1]) // throws ParameterError
 * @see McCullagh, "Regression Models for Ordinal Data", Journal of the Royal Statistical Society B 42 (1980).
 */
export const cumulativeLink = defineLoss({
  name: "cumulativeLink",
  prediction: "real",
  target: "real",
  parameters: { cutpoints: required("(-∞, ∞)") },
  value: (scores, classes, { cutpoints }) => {
    const points = checked(cutpoints, classes);
    const last = points.data.length;
    const at = (shift: number): Tensor => {
      const indices = Int32Array.from(classes.data, (k) => Math.min(last - 1, Math.max(0, k + shift)));
      const found = reshape(take(cast(points, scores.dtype), indices), classes.shape);
      return sub(found, scores);
    };
    const high = where(equal(classes, last), Infinity, at(0));
    const low = where(equal(classes, 0), -Infinity, at(-1));
    // F(high) − F(low) of the logistic F is F(high) F(−low) (1 − e^(low − high)).
    const overlap = log(neg(expm1(sub(low, high))));
    return sub(add(softplus(neg(high)), softplus(low)), overlap);
  },
  traits: ({ cutpoints }) => ({
    convex: true,
    bounded: false,
    ...(cutpoints !== undefined && { lipschitz: 1 }),
    differentiable: 2,
  }),
});

function checked(cutpoints: TensorLike | undefined, classes: Tensor): Tensor {
  if (cutpoints === undefined)
    throw new ParameterError("cumulativeLink: cutpoints are missing, expected [C − 1] numbers");
  const given = asTensor(cutpoints, "float64");
  const { data, shape } = given;
  if (shape.length !== 1 || data.length === 0) {
    throw new ParameterError(`cumulativeLink: cutpoints have shape [${shape.join(", ")}], expected [C − 1]`);
  }
  for (let i = 1; i < data.length; i++) {
    const [before, here] = [data[i - 1] as number, data[i] as number];
    if (!(here > before))
      throw new ParameterError(`cumulativeLink: cutpoints[${i}] is ${here}, expected above ${before}`);
  }
  for (const [i, k] of classes.data.entries()) {
    if (!Number.isInteger(k) || k < 0 || k > data.length)
      throw new ClassError(`cumulativeLink: target[${i}] is ${k}, expected 0..${data.length}`);
  }
  return given;
}
