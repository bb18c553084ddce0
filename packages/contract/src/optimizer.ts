import { DTypeError, sameShape, ShapeError, sub, treeLeaves, treeMap, type Tensor } from "@surprisal/tensor";

/** An optimizer's rule for one array. Pure: it returns new values and changes nothing. */
export interface OptimizerRule<State> {
  readonly name: string;
  /** The state before the first step: plain data, of tensors and numbers. */
  init(weight: Tensor): State;
  /** From the gradient (or what a chain made of it) to the update, which is to be subtracted from the weight. */
  step(gradient: Tensor, state: State, weight: Tensor): { readonly update: Tensor; readonly state: State };
}

/** An optimizer's rule for all arrays together: one that needs them all, as a global norm does. */
export interface OptimizerTreeRule<State> {
  readonly name: string;
  init(weights: unknown): State;
  /** From the gradient to the update, which has its structure and is to be subtracted from the weights. */
  update<Weights>(
    gradient: Weights,
    state: State,
    weights: Weights,
  ): { readonly update: Weights; readonly state: State };
}

/**
 * Weights and their gradients are trees: a tensor, or tensors in plain nested objects and arrays. State is plain data.
 *
 * @example
 * const descent = defineOptimizer({ name: "descent", init: () => null, step: (gradient, state) => ({ update: mul(gradient, 0.5), state }) })
 * let weights = { slope: tensor([1, 2]), intercept: tensor(3) }
 * let state = descent.init(weights)
 * const gradient = { slope: tensor([2, 2]), intercept: tensor(-2) };
 * ({ weights, state } = descent.step(gradient, state, weights))
 * weights.slope // → [0, 1]
 * weights.intercept // → 4
 */
export interface Optimizer<State = unknown> extends OptimizerTreeRule<State> {
  /** The weights after one step, and the state for the next. What was given is not changed. */
  step<Weights>(
    gradient: Weights,
    state: State,
    weights: Weights,
  ): { readonly weights: Weights; readonly state: State };
}

/**
 * An optimizer from a rule for one array, which is applied to each array of a tree.
 *
 * @param rule - name, `init` and `step` for one array.
 * @returns the optimizer; its state holds one entry an array, in the order of `treeLeaves`.
 * @example
 * const halving = defineOptimizer({ name: "halving", init: () => null, step: (_, state, weight) => ({ update: mul(weight, 0.5), state }) })
 * halving.step([tensor(0), tensor([0, 0])], [null, null], [tensor(8), tensor([2, 4])]).weights[1] // → [1, 2]
 */
export function defineOptimizer<State>(rule: OptimizerRule<State>): Optimizer<readonly State[]> {
  return defineTreeOptimizer<readonly State[]>({
    name: rule.name,
    init: (weights) => treeLeaves(weights).map((weight) => rule.init(weight)),
    update: (gradient, state, weights) => {
      const count = treeLeaves(weights).length;
      if (state.length !== count) {
        throw new ShapeError(
          `${rule.name}: state has ${state.length} entries, expected ${count}, one an array of the weights`,
        );
      }
      const next: State[] = [];
      const update = treeMap(
        (slope, weight) => {
          // There is a state for each leaf: counted above.
          const result = rule.step(slope, state[next.length]!, weight);
          next.push(result.state);
          return result.update;
        },
        gradient,
        weights,
      );
      return { update, state: next };
    },
  });
}

/**
 * An optimizer from a rule for all arrays together.
 *
 * @param rule - name, `init` and `update` for trees.
 * @returns the optimizer. Its `step` throws ShapeError where gradient and weights differ in structure or shape, DTypeError where
 *   weights are no floats or the gradient has another dtype.
 * @example
 * const still = defineTreeOptimizer({ name: "still", init: () => 0, update: (gradient, state) => ({ update: gradient, state: state + 1 }) })
 * still.step(tensor([1]), 0, tensor([1, 2])) // throws ShapeError
 */
export function defineTreeOptimizer<State>(rule: OptimizerTreeRule<State>): Optimizer<State> {
  return {
    ...rule,
    step: (gradient, state, weights) => {
      treeMap((weight, slope) => checked(rule.name, weight, slope), weights, gradient);
      const { update, state: next } = rule.update(gradient, state, weights);
      return { weights: treeMap((weight, change) => sub(weight, change), weights, update), state: next };
    },
  };
}

function checked(name: string, weight: Tensor, slope: Tensor): Tensor {
  if (weight.dtype !== "float32" && weight.dtype !== "float64") {
    throw new DTypeError(`${name}: weights hold ${weight.dtype}, expected float32 or float64`);
  }
  if (slope.dtype !== weight.dtype) {
    throw new DTypeError(`${name}: gradient holds ${slope.dtype}, expected ${weight.dtype} as its weight`);
  }
  if (!sameShape(slope.shape, weight.shape)) {
    throw new ShapeError(
      `${name}: gradient has shape [${slope.shape.join(", ")}], expected [${weight.shape.join(", ")}] as its weight`,
    );
  }
  return weight;
}
