import {
  add,
  composed,
  defineBinary,
  div,
  exp,
  guardedPower,
  mul,
  mul0,
  neg,
  pow,
  scoped,
  sigmoid,
  sub,
  type Tensor,
  type TensorLike,
} from "@surprisal/tensor";

const logistic = (x: number): number => (x < 0 ? Math.exp(x) / (1 + Math.exp(x)) : 1 / (1 + Math.exp(-x)));

/**
 * (1 − p_t)^γ of logits and targets, where 1 − p_t = t·sigmoid(−x) + (1 − t)·sigmoid(x): how far off a prediction is. Its derivative is a
 * share of itself, and so finite where (1 − p_t)^(γ − 1) is not.
 */
export function focus(gamma: number): (logits: Tensor, target: TensorLike) => Tensor {
  return defineBinary(
    "focus",
    composed(
      scoped(
        { gamma, logistic },
        ({ gamma, logistic }) =>
          (x: number, t: number) =>
            (t * logistic(-x) + (1 - t) * logistic(x)) ** gamma,
      ),
      (x, t) => pow(missed(x, t), gamma),
    ),
    [
      (c, y, x, t) => mul0(mul0(mul(gamma, y), share(x, t)), c),
      (c, _, x, t) => {
        const slope = sub(sigmoid(neg(x)), sigmoid(x));
        return mul0(mul0(mul(gamma, guardedPower(missed(x, t), gamma - 1)), slope), c);
      },
    ],
    { result: "float" },
  );
}

/** 1 − p_t. */
const missed = (x: Tensor, t: Tensor): Tensor => add(mul(t, sigmoid(neg(x))), mul(sub(1, t), sigmoid(x)));

/** The derivative of log(1 − p_t): (1 − 2t)/(1 + t·exp(−x) + (1 − t)·exp x), which is sigmoid(−x) for t = 0 and −sigmoid(x) for t = 1. */
function share(x: Tensor, t: Tensor): Tensor {
  const opposite = sub(1, t);
  return div(sub(opposite, t), add(add(mul0(t, exp(neg(x))), mul0(opposite, exp(x))), 1));
}
