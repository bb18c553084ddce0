import { SurprisalError } from "@surprisal/contract";
import { apply, mul0, reshape, sum, type Primitive, type Tensor, type TypedArray } from "@surprisal/tensor";
import { backward, forward, total, type Dual, type Lattice } from "./recursions.ts";

type None = Record<never, never>;

/** The lattices of a batch: emissions `[N, T, L]`, and a plan `[N, 2 + L]` of frames, states and each state's reach. */
function* lattices(emission: Tensor, tangent: Tensor | undefined, plan: Tensor): Generator<[number, Lattice]> {
  const [count = 0, frames = 0, width = 0] = emission.shape;
  const size = frames * width;
  for (let n = 0; n < count; n++) {
    const cut = (x: Tensor): Float64Array => Float64Array.from(x.data.subarray(n * size, (n + 1) * size));
    const own = plan.data.subarray(n * (2 + width), (n + 1) * (2 + width));
    const dual: Dual = { value: cut(emission), tangent: tangent ? cut(tangent) : new Float64Array(size) };
    yield [n, { emission: dual, frames: own[0] as number, states: own[1] as number, width, reach: own.subarray(2) }];
  }
}

/** For each frame the probability of its states given the labels, and the derivative of it along the tangent. */
function posterior(lattice: Lattice): Dual {
  const { emission, frames, states, width } = lattice;
  const [before, after] = [forward(lattice), backward(lattice)];
  const [whole, slope] = total(lattice, before);
  const size = emission.value.length;
  const result: Dual = { value: new Float64Array(size), tangent: new Float64Array(size) };
  const at = (one: Float64Array, other: Float64Array, less: Float64Array, i: number): number =>
    (one[i] as number) + (other[i] as number) - (less[i] as number);
  for (let t = 0; t < frames; t++) {
    for (let i = t * width; i < t * width + states; i++) {
      // Where no path at all fits, this is ∞ − ∞: no number, as in PyTorch.
      const p = Math.exp(at(before.value, after.value, emission.value, i) - whole);
      const impossible = emission.value[i] === -Infinity && whole > -Infinity;
      result.value[i] = impossible ? 0 : p;
      result.tangent[i] =
        impossible || p === 0 ? 0 : p * (at(before.tangent, after.tangent, emission.tangent, i) - slope);
    }
  }
  return result;
}

/** log of the probability of all paths of each sequence, `[N]`. */
const logPathProbability: Primitive<None> = {
  name: "logPathProbability",
  infer: ([emission]) => ({ shape: (emission as Tensor).shape.slice(0, 1), dtype: (emission as Tensor).dtype }),
  compute: ([emission, plan], output) => {
    for (const [n, lattice] of lattices(emission as Tensor, undefined, plan as Tensor))
      output[n] = total(lattice, forward(lattice))[0];
  },
  derivatives: [
    {
      forward: (t, _, [emission, plan]) =>
        sum(mul0(apply(statePosterior, [emission as Tensor, plan as Tensor], {}), t), { axis: [1, 2] }),
      backward: (t, _, [emission, plan]) =>
        mul0(apply(statePosterior, [emission as Tensor, plan as Tensor], {}), reshape(t, [-1, 1, 1])),
    },
    null,
  ],
};

const each =
  (part: keyof Dual) =>
  (emission: Tensor, tangent: Tensor | undefined, plan: Tensor, output: TypedArray): void => {
    for (const [n, lattice] of lattices(emission, tangent, plan))
      output.set(posterior(lattice)[part], n * lattice.emission.value.length);
  };

/** Its gradient, `[N, T, L]`: the probability of each state in each frame, given the labels. */
const statePosterior: Primitive<None> = {
  name: "statePosterior",
  infer: ([emission]) => emission as Tensor,
  compute: ([emission, plan], output) => each("value")(emission as Tensor, undefined, plan as Tensor, output),
  derivatives: [
    {
      // The Hessian is symmetric: forward and backward are the same.
      forward: (t, _, [emission, plan]) => apply(stateCovariance, [emission as Tensor, t, plan as Tensor], {}),
      backward: (t, _, [emission, plan]) => apply(stateCovariance, [emission as Tensor, t, plan as Tensor], {}),
    },
    null,
  ],
};

const refuse = (): never => {
  throw new SurprisalError("connectionistTemporalClassification: it has no third derivative, only two");
};

/** Its Hessian times a vector: the covariance of the states with the sum of the vector along a path. */
const stateCovariance: Primitive<None> = {
  name: "stateCovariance",
  infer: ([emission]) => emission as Tensor,
  compute: ([emission, tangent, plan], output) => each("tangent")(emission as Tensor, tangent, plan as Tensor, output),
  derivatives: [
    { forward: refuse, backward: refuse },
    {
      forward: (t, _, [emission, , plan]) => apply(stateCovariance, [emission as Tensor, t, plan as Tensor], {}),
      backward: (t, _, [emission, , plan]) => apply(stateCovariance, [emission as Tensor, t, plan as Tensor], {}),
    },
    null,
  ],
};

/**
 * log of the probability of all paths through the states of each sequence, `[N]`, from the log-probabilities `[N, T, L]` of the states in
 * each frame. Derivatives to the second order, each by one pass forwards and one backwards.
 */
export const logProbabilityOfPaths = (emission: Tensor, plan: Tensor): Tensor =>
  apply(logPathProbability, [emission, plan], {});
