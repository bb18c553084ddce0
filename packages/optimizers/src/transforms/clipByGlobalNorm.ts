import { defineTreeOptimizer, type Optimizer } from "@surprisal/contract";
import { mul, treeLeaves, treeMap } from "@surprisal/tensor";
import { checkPositive } from "../parameters.ts";

/**
 * Shortens the gradient of all weights together to a norm of `limit`, where it is longer; its direction stays.
 *
 * A gradient of norm 0 stays 0. One that holds NaN or Infinity is passed on as it is, so that what went wrong remains to be seen;
 * clipByValue before it makes infinities finite.
 *
 * @param limit - above 0.
 * @returns an optimizer, to stand before others in a chain.
 * @throws ParameterError for a limit that is not above 0.
 * @example
 * const optimizer = clipByGlobalNorm(1)
 * const weights = { slope: tensor([0, 0]), intercept: tensor(0) }
 * const { update } = optimizer.update({ slope: tensor([2, 1]), intercept: tensor(-2) }, optimizer.init(weights), weights)
 * update.slope // → [0.6667, 0.3333]
 * update.intercept // → -0.6667
 * @see Pascanu, Mikolov & Bengio, "On the difficulty of training recurrent neural networks", ICML 2013, algorithm 1.
 */
export function clipByGlobalNorm(limit: number): Optimizer<null> {
  checkPositive("clipByGlobalNorm", "limit", limit);
  return defineTreeOptimizer({
    name: "clipByGlobalNorm",
    init: () => null,
    update: (gradient, state) => {
      const norm = globalNorm(gradient);
      if (!(norm > limit && norm < Infinity)) return { update: gradient, state };
      return { update: treeMap((slope) => mul(slope, limit / norm), gradient), state };
    },
  });
}

/** The Euclidean norm of all entries, in float64; relative to the largest, so that squares do not overflow. */
function globalNorm(tree: unknown): number {
  const leaves = treeLeaves(tree).map(({ data }) => data);
  let largest = 0;
  for (const data of leaves) for (let i = 0; i < data.length; i++) largest = Math.max(largest, Math.abs(data[i]!));
  if (largest === 0 || !Number.isFinite(largest)) return largest;
  let sum = 0;
  for (const data of leaves) for (let i = 0; i < data.length; i++) sum += (data[i]! / largest) ** 2;
  return largest * Math.sqrt(sum);
}
