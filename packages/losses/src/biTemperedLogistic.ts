import { defineLoss } from "@surprisal/contract";
import {
  add,
  apply,
  cast,
  div,
  exp,
  expm1,
  log,
  maximum,
  mul,
  mul0,
  notEqual,
  pick,
  pow,
  type Primitive,
  scoped,
  sub,
  sum,
  type Tensor,
  where,
} from "@surprisal/tensor";
import { isTarget } from "./isTarget.ts";
import { maskedClasses } from "./smoothing.ts";
import { temperedLogSoftmax } from "./temperedLogSoftmax.ts";

type Attributes = { readonly temperature: number };

/** The tempered divergence of p from 1 as a function of r = log p, least and flat at 0: a rule of its own keeps the digits there. */
const divergence: Primitive<Attributes> = {
  name: "temperedDivergence",
  infer: ([r]) => r as Tensor,
  compute: ([r], output, { temperature }) => {
    (r as Tensor).data.forEach((x, i) => (output[i] = ofRatio(x, temperature)));
  },
  derivatives: [{ forward: slope, backward: slope }],
  scalar: ({ temperature }) =>
    scoped(
      { temperature, ofRatio },
      (own) =>
        (x = 0) =>
          own.ofRatio(x, own.temperature),
    ),
};

function slope(t: Tensor, _: Tensor, [r]: readonly Tensor[], { temperature }: Attributes): Tensor {
  const ratio = r as Tensor;
  return mul0(t, mul0(exp(mul(1 - temperature, ratio)), expm1(ratio)));
}

function ofRatio(r: number, temperature: number): number {
  const temperedLog = temperature === 1 ? r : Math.expm1((1 - temperature) * r) / (1 - temperature);
  return Math.expm1((2 - temperature) * r) / (2 - temperature) - temperedLog;
}

/** What a class with probability `share` in the target adds, from the log-probability that it was given. */
function ofShare(l: Tensor, share: number | Tensor, temperature: number): Tensor {
  const exponent = 2 - temperature;
  if (share === 0) return mul(1 / exponent, exp(mul(exponent, l)));
  const [power, logShare] =
    typeof share === "number" ? [share ** exponent, Math.log(share)] : [pow(share, exponent), log(share)];
  return mul(power, apply(divergence, [sub(l, logShare)], { temperature }));
}

/**
 * Bi-tempered logistic loss: cross-entropy with a tempered softmax, whose heavier tails forgive wrong labels near the boundary, and a
 * tempered logarithm, which bounds what labels that are far off cost. With both temperatures 1 it is cross-entropy.
 *
 * @param logits - `[… C]`, real; −Infinity masks a class.
 * @param classes - `[…]`, int32, 0 … C − 1.
 * @param lossTemperature - t₁ of the logarithm, in [0, 1]: bounded below 1. Default 0.8.
 * @param activationTemperature - t₂ of the softmax, above 0: heavy tails above 1, below 1 classes of probability 0. Default 1.2.
 * @param labelSmoothing - in [0, 1): the share of the target that is spread over the other classes. Default 0.
 * @param maskedClasses - whether masked classes get their share too ("included", the default), or not ("excluded").
 * @returns `[…]`, from 0 to 1 / (1 − t₁).
 * @throws ShapeError where classes do not fit logits; ClassError naming position, value and C; ParameterError for the parameters.
 * @formula \frac{1 - P_y^{1 - t}}{1 - t} - \frac{1 - \sum_k P_k^{2 - t}}{2 - t}, \quad t = \mathit{lossTemperature}, \quad P_k =
 * \exp_{\mathit{activationTemperature}}(z_k - \lambda), \quad \sum_k P_k = 1
 * @example
 * biTemperedLogistic([[2, 1, 0.1]], [0]) // → [0.3472048]
 * biTemperedLogistic.with({ lossTemperature: 0.5, activationTemperature: 2 })([[2, 1, 0.1]], [0]) // → [0.3885387]
 * @see Amid et al., "Robust Bi-Tempered Logistic Loss Based on Bregman Divergences", NeurIPS 2019.
 */
export const biTemperedLogistic = defineLoss({
  name: "biTemperedLogistic",
  prediction: "logits",
  target: "classes",
  parameters: {
    lossTemperature: { default: 0.8, domain: "[0, 1]" },
    activationTemperature: { default: 1.2, domain: "(0, ∞)" },
    labelSmoothing: { default: 0, domain: "[0, 1)" },
    maskedClasses,
  },
  value: (logits, classes, { lossTemperature, activationTemperature, labelSmoothing, maskedClasses }) => {
    const l = temperedLogSoftmax(logits, activationTemperature);
    const isOther = where(
      isTarget(classes, logits.shape.at(-1) ?? 0),
      false,
      maskedClasses === "excluded" ? notEqual(logits, -Infinity) : true,
    );
    const howMany = sum(cast(isOther, logits.dtype), { axis: -1, keepDims: true });
    const share = labelSmoothing === 0 ? 0 : div(labelSmoothing, maximum(1, howMany));
    const own = ofShare(pick(l, classes), 1 - labelSmoothing, lossTemperature);
    return add(own, sum(where(isOther, ofShare(l, share, lossTemperature), 0), { axis: -1 }));
  },
  traits: ({ activationTemperature, lossTemperature, labelSmoothing }) => ({
    ...(lossTemperature < 1 && { convex: false }),
    ...(lossTemperature === 1 && activationTemperature === 1 && { convex: true }),
    ...(labelSmoothing === 0 && { bounded: lossTemperature < 1 && 1 / (1 - lossTemperature) }),
    // Below 1 classes leave the support, the less smoothly the lower it is.
    ...(activationTemperature >= 1 && { differentiable: 2 }),
    shiftInvariant: true,
    symmetric: false,
    ...(labelSmoothing > 0
      ? { proper: false }
      : {
          proper:
            activationTemperature === 1
              ? "softmax"
              : {
                  formula: `tempered softmax, t = ${activationTemperature}`,
                  probability: (logits: Tensor) => exp(temperedLogSoftmax(logits, activationTemperature)),
                },
          calibrated: true,
          limits: [
            { at: { lossTemperature: 1, activationTemperature: 1 }, is: "crossEntropy" },
            { at: { lossTemperature: 0, activationTemperature: 1 }, is: "brierScore", times: 0.5 },
          ],
        }),
  }),
});
