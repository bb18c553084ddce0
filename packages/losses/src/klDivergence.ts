import { defineLoss } from "@surprisal/contract";
import { exp, mul0, sub, xlogy } from "@surprisal/tensor";

/**
 * The terms of the Kullback–Leibler divergence, element by element: their sum over a row is KL(target ‖ prediction).
 *
 * The mean is over all elements, as PyTorch's; the divergence of a batch is `.sum` divided by the number of rows ("batchmean").
 *
 * @param logProbabilities - any shape: log-probabilities, in [−∞, 0].
 * @param target - the same shape: probabilities, from 0; with `logTarget` their logarithms.
 * @param logTarget - whether target holds logarithms. Default false.
 * @returns the shape of logProbabilities; a single term may be negative. 0 where the target is 0, NaN where it is negative (unless `logTarget`).
 * @throws ShapeError where target does not fit logProbabilities.
 * @example
 * klDivergence.sum(log([0.5, 0.5]), [1, 0]).item() // → 0.6931472
 * klDivergence.with({ logTarget: true }).sum(log([0.5, 0.5]), log([1, 0])).item() // → 0.6931472
 * @see Kullback & Leibler, "On Information and Sufficiency", Annals of Mathematical Statistics 22 (1951).
 * @also PyTorch: `torch.nn.functional.kl_div`
 * @also optax: `optax.losses.kl_divergence`
 * @also Keras: `keras.losses.KLDivergence`
 */
export const klDivergence = defineLoss({
  name: "klDivergence",
  prediction: "logProbabilities",
  target: "probability",
  parameters: { logTarget: { default: false } },
  value: (logProbabilities, target, { logTarget }) =>
    logTarget
      ? mul0(exp(target), sub(target, logProbabilities))
      : sub(xlogy(target, target), mul0(target, logProbabilities)),
  traits: ({ logTarget }) => ({
    convex: true,
    bounded: false,
    ...(!logTarget && { lipschitz: 1 }),
    smoothness: 0,
    differentiable: 2,
  }),
});
