import { defineTreeOptimizer, type Optimizer } from "@surprisal/contract";

/**
 * Optimizers one after the other: what one makes of the gradient is the gradient of the next, and the last update is subtracted.
 *
 * @param optimizers - in the order in which they see the gradient.
 * @returns an optimizer; its state holds theirs, in the same order.
 * @example
 * const optimizer = chain(clipByGlobalNorm(1), sgd({ learningRate: 0.5 }))
 * const weights = tensor([1, 1])
 * optimizer.step(tensor([3, 4]), optimizer.init(weights), weights).weights // → [0.7, 0.6]
 */
export function chain<const States extends readonly unknown[]>(
  ...optimizers: { readonly [K in keyof States]: Optimizer<States[K]> }
): Optimizer<States>;
export function chain(...optimizers: readonly Optimizer[]): Optimizer<readonly unknown[]> {
  return defineTreeOptimizer<readonly unknown[]>({
    name: `chain(${optimizers.map(({ name }) => name).join(", ")})`,
    init: (weights) => optimizers.map((optimizer) => optimizer.init(weights)),
    update: (gradient, states, weights) => {
      let update = gradient;
      const next = optimizers.map((optimizer, i) => {
        const result = optimizer.update(update, states[i], weights);
        update = result.update;
        return result.state;
      });
      return { update, state: next };
    },
  });
}
