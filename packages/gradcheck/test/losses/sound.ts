import { defineLoss } from "@surprisal/contract";
import {
  abs,
  add,
  arange,
  cumsum,
  div,
  exp,
  expm1,
  log1p,
  logAddExp,
  logSoftmax,
  mul,
  mul0,
  neg,
  pick,
  pow,
  relu,
  reshape,
  sigmoid,
  softmax,
  softplus,
  square,
  sub,
  sum,
  where,
  less,
  lessEqual,
  xlogy,
  type Tensor,
} from "@surprisal/tensor";

// Small losses of every kind that the contract knows, each with claims that are true.

export const crossEntropy = defineLoss({
  name: "crossEntropy",
  prediction: "logits",
  target: ["classes", "distribution"],
  weighsClasses: true,
  value: (z, y, _, { target, classWeights }) => {
    const l = classWeights ? mul0(logSoftmax(z), classWeights) : logSoftmax(z);
    return neg(target === "classes" ? pick(l, y) : sum(mul0(y, l), { axis: -1 }));
  },
  traits: () => ({
    convex: true,
    bounded: false,
    lipschitz: Math.SQRT2,
    smoothness: 0.5,
    differentiable: 2,
    shiftInvariant: true,
    symmetric: false,
    proper: "softmax",
    calibrated: true,
    ordinal: false,
    optimalConstant: "logPrior",
  }),
});

export const binaryCrossEntropy = defineLoss({
  name: "binaryCrossEntropy",
  prediction: "logits",
  target: "probability",
  value: (x, t) => add(mul0(t, softplus(neg(x))), mul0(sub(1, t), softplus(x))),
  traits: () => ({
    convex: true,
    bounded: false,
    lipschitz: 1,
    smoothness: 0.25,
    differentiable: 2,
    shiftInvariant: false,
    symmetric: false,
    proper: "sigmoid",
    calibrated: true,
    optimalConstant: "logit",
  }),
});

export const squaredError = defineLoss({
  name: "squaredError",
  prediction: "real",
  target: "real",
  value: (x, y) => square(sub(x, y)),
  traits: () => ({
    convex: true,
    bounded: false,
    lipschitz: false,
    smoothness: 2,
    differentiable: 2,
    leastAt: "target",
    optimalConstant: "mean",
  }),
});

export const absoluteError = defineLoss({
  name: "absoluteError",
  prediction: "real",
  target: "real",
  value: (x, y) => abs(sub(x, y)),
  traits: () => ({
    convex: true,
    bounded: false,
    lipschitz: 1,
    smoothness: false,
    differentiable: 0,
    optimalConstant: "median",
  }),
});

export const huber = defineLoss({
  name: "huber",
  prediction: "real",
  target: "real",
  parameters: { delta: { default: 1, domain: "(0, ∞)" } },
  value: (x, y, { delta }) => {
    const r = sub(x, y);
    const size = abs(r);
    return where(less(size, delta), mul(square(r), 0.5), mul(sub(size, delta / 2), delta));
  },
  traits: ({ delta }) => ({ convex: true, bounded: false, lipschitz: delta, smoothness: 1, differentiable: 1 }),
});

/** log cosh r as softplus(2r) − r − log 2: smooth in every order at r = 0, where |r| + softplus(−2|r|) − log 2 is not. */
export const logCosh = defineLoss({
  name: "logCosh",
  prediction: "real",
  target: "real",
  value: (x, y) => {
    const r = sub(x, y);
    return sub(sub(softplus(mul(r, 2)), r), Math.LN2);
  },
  traits: () => ({ convex: true, bounded: false, lipschitz: 1, smoothness: 1, differentiable: 2 }),
});

export const generalizedCrossEntropy = defineLoss({
  name: "generalizedCrossEntropy",
  prediction: "logits",
  target: "classes",
  parameters: { q: { default: 0.7, domain: "(0, 1]" } },
  value: (z, y, { q }) => div(neg(expm1(mul(pick(logSoftmax(z), y), q))), q),
  traits: ({ q }) => ({
    convex: false,
    bounded: 1 / q,
    symmetric: q === 1,
    shiftInvariant: true,
    proper: false,
    calibrated: true,
    limits: [{ at: { q: 0 }, is: "crossEntropy" }],
  }),
});

export const focal = defineLoss({
  name: "focal",
  prediction: "logits",
  target: "classes",
  parameters: { gamma: { default: 2, domain: "[0, ∞)" } },
  value: (z, y, { gamma }) => {
    const l = pick(logSoftmax(z), y);
    return mul(neg(l), pow(neg(expm1(l)), gamma));
  },
  traits: ({ gamma }) => ({
    convex: gamma === 0,
    bounded: false,
    shiftInvariant: true,
    symmetric: false,
    proper: gamma === 0 && "softmax",
    calibrated: true,
    limits: [{ at: { gamma: 0 }, is: "crossEntropy" }],
  }),
});

export const brier = defineLoss({
  name: "brier",
  prediction: "logits",
  target: "distribution",
  weighsClasses: true,
  value: (z, q, _, { classWeights }) => {
    const gaps = square(sub(exp(logSoftmax(z)), q));
    return sum(classWeights ? mul(gaps, classWeights) : gaps, { axis: -1 });
  },
  traits: () => ({ convex: false, bounded: 2, shiftInvariant: true, symmetric: false }),
});

/** Half of the divergences of p and q from their mean: smooth also where p = q. */
export const jensenShannon = defineLoss({
  name: "jensenShannon",
  prediction: "logits",
  target: "distribution",
  weighsClasses: true,
  value: (z, q, _, { classWeights }) => {
    const l = logSoftmax(z);
    const logQ = where(less(0, q), xlogy(1, where(less(0, q), q, 1)), -Infinity);
    const logM = sub(logAddExp(l, logQ), Math.LN2);
    const terms = mul(add(mul0(exp(l), sub(l, logM)), mul0(q, sub(logQ, logM))), 0.5);
    return sum(classWeights ? mul0(terms, classWeights) : terms, { axis: -1 });
  },
  traits: () => ({ convex: false, bounded: Math.LN2, differentiable: 2, shiftInvariant: true }),
});

export const logLossOfDistributions = defineLoss({
  name: "logLossOfDistributions",
  prediction: "probabilities",
  target: "distribution",
  weighsClasses: true,
  value: (p, q, _, { classWeights }) => {
    const terms = xlogy(q, p);
    return neg(sum(classWeights ? mul0(terms, classWeights) : terms, { axis: -1 }));
  },
  traits: () => ({ convex: true, bounded: false, lipschitz: false, smoothness: false }),
});

export const logLossOfProbabilities = defineLoss({
  name: "logLossOfProbabilities",
  prediction: "probabilities",
  target: "probability",
  value: (p, t) => neg(add(xlogy(t, p), mul0(sub(1, t), log1p(neg(p))))),
  traits: () => ({ convex: true, bounded: false, lipschitz: false, smoothness: false }),
});

export const negativeLogLikelihood = defineLoss({
  name: "negativeLogLikelihood",
  prediction: "logProbabilities",
  target: "classes",
  value: (l, y) => neg(pick(l, y)),
  traits: () => ({
    convex: true,
    bounded: false,
    lipschitz: 1,
    smoothness: 0,
    differentiable: 2,
    proper: "exp",
    calibrated: true,
    optimalConstant: "logPrior",
  }),
});

export const signs = (t: Tensor): Tensor => sub(mul(t, 2), 1);

export const hinge = defineLoss({
  name: "hinge",
  prediction: "real",
  target: "probability",
  value: (x, t) => relu(sub(1, mul(signs(t), x))),
  traits: () => ({
    convex: true,
    bounded: false,
    lipschitz: 1,
    smoothness: false,
    differentiable: 0,
    proper: false,
    calibrated: true,
  }),
});

/** Cross-entropy whose ones count w times: least at the logit of their share, plus log w. */
export const leaning = defineLoss({
  name: "leaning",
  prediction: "logits",
  target: "probability",
  parameters: { positiveWeight: { default: 3, domain: "(0, ∞)" } },
  value: (x, t, { positiveWeight }) =>
    add(mul(mul0(t, softplus(neg(x))), positiveWeight), mul0(sub(1, t), softplus(x))),
  traits: ({ positiveWeight }) => ({
    proper: {
      formula: "sigmoid(x − log w)",
      probability: (x: Tensor) => sigmoid(sub(x, Math.log(positiveWeight))),
    },
    calibrated: positiveWeight === 1,
    favorsRareClasses: positiveWeight !== 1,
  }),
});

/** Squared differences of cumulated probabilities. */
export const ranked = defineLoss({
  name: "ranked",
  prediction: "logits",
  target: "classes",
  value: (z, y) => {
    const below = less(arange(z.shape.at(-1) ?? 0), reshape(y, [...y.shape, 1]));
    const p = softmax(z);
    const [before, after] = [cumsum(p), cumsum(p, { reverse: true, exclusive: true })];
    // Of a sum and its complement the smaller one holds the digits.
    const [wrong, right] = [where(below, before, after), where(below, after, before)];
    return sum(square(where(lessEqual(wrong, right), wrong, sub(1, right))), { axis: -1 });
  },
  traits: () => ({ ordinal: true, proper: "softmax", calibrated: true, symmetric: false }),
});
