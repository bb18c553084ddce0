import { defineOptimizer, type Optimizer } from "@surprisal/contract";
import { add, mul, zeros, type Tensor } from "@surprisal/tensor";
import { checkDecay } from "../parameters.ts";

/** The sum of past gradients, each decayed by its age. */
export interface MomentumState {
  readonly velocity: Tensor;
}

export interface MomentumOptions {
  /** What is left of the velocity after a step, in [0, 1). Default 0.9. */
  readonly momentum?: number;
  /** Look one step ahead, as Nesterov does. Default false. */
  readonly nesterov?: boolean;
}

/**
 * Turns a gradient g into a velocity: v ← momentum · v + g, from v = 0. The update is v, or with `nesterov` momentum · v + g.
 *
 * @param options - `momentum`; `nesterov`.
 * @returns an optimizer, to stand in a chain.
 * @throws ParameterError for momentum outside of [0, 1).
 * @example
 * const optimizer = accumulateMomentum({ momentum: 0.5 })
 * const weights = tensor([0])
 * const first = optimizer.update(tensor([1]), optimizer.init(weights), weights)
 * optimizer.update(tensor([1]), first.state, weights).update // → [1.5]
 * @see PyTorch, torch.optim.SGD, whose convention this is (dampening 0).
 */
export function accumulateMomentum(options: MomentumOptions = {}): Optimizer<readonly MomentumState[]> {
  return accumulate("accumulateMomentum", options);
}

/** accumulateMomentum on behalf of the optimizer that errors shall name. */
export function accumulate(
  name: string,
  { momentum = 0.9, nesterov = false }: MomentumOptions,
): Optimizer<readonly MomentumState[]> {
  checkDecay(name, "momentum", momentum);
  return defineOptimizer<MomentumState>({
    name,
    init: ({ shape, dtype }) => ({ velocity: zeros(shape, { dtype }) }),
    step: (gradient, state) => {
      const velocity = add(mul(state.velocity, momentum), gradient);
      return { update: nesterov ? add(mul(velocity, momentum), gradient) : velocity, state: { velocity } };
    },
  });
}
