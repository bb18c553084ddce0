import { full, sub, Tensor, tensor, treeLeaves, treeMap, type TypedArray } from "@surprisal/tensor";
import * as fc from "fast-check";
import { evenly } from "../generators/numbers.ts";
import { assertLaw } from "../law.ts";
import type { OptimizerLaw } from "./optimizer.ts";

const always = (): boolean => true;

interface Weights {
  readonly layers: readonly { readonly slope: Tensor; readonly intercept: Tensor }[];
  readonly scale: Tensor;
}

const numbers = (count: number): fc.Arbitrary<number[]> =>
  fc.array(evenly(-10, 10), { minLength: count, maxLength: count });

/** Nine numbers as weights of several shapes and both dtypes. */
const tree = numbers(9).map((values): Weights => ({
  layers: [
    { slope: tensor(Float64Array.from(values.slice(0, 4)), { shape: [2, 2] }), intercept: tensor(values.slice(4, 6)) },
    { slope: tensor(values.slice(6, 7)), intercept: tensor(Float64Array.from(values.slice(7, 8))) },
  ],
  scale: tensor(values[8] ?? 0),
}));

const copies = (weights: unknown): TypedArray[] => treeLeaves(weights).map(({ data }) => data.slice());

function equal(what: string, actual: unknown, expected: unknown): void {
  // Plain text tells −0 from 0 no more than the laws want to, and NaN equals itself.
  const [got, wanted] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (got !== wanted) throw new Error(`${what}: got ${got}, expected ${wanted}`);
}

const describeLeaves = (weights: unknown): unknown[] => treeLeaves(weights).map(({ shape, dtype }) => [shape, dtype]);

/** Structure, shapes and dtypes come back as they went in: float32 stays float32. */
export const keepsStructure: OptimizerLaw = {
  name: "keeps structure, shapes and dtypes",
  applies: always,
  check(optimizer, options = {}) {
    assertLaw(
      optimizer.name,
      this.name,
      fc.property(tree, tree, (weights, gradient) => {
        const state = optimizer.init(weights);
        for (const result of [
          optimizer.update(gradient, state, weights).update,
          optimizer.step(gradient, state, weights).weights,
        ]) {
          equal("keys", Object.keys(result), Object.keys(weights));
          equal("keys of a layer", Object.keys(result.layers[1] ?? {}), ["slope", "intercept"]);
          equal("shapes and dtypes", describeLeaves(result), describeLeaves(weights));
        }
      }),
      options,
    );
  },
};

/** Weights, gradient and state are left alone, so the same step can be taken twice. */
export const isPure: OptimizerLaw = {
  name: "changes nothing that it is given",
  applies: always,
  check(optimizer, options = {}) {
    assertLaw(
      optimizer.name,
      this.name,
      fc.property(tree, tree, tree, (weights, before, gradient) => {
        const { state } = optimizer.step(before, optimizer.init(weights), weights);
        const text = JSON.stringify(state);
        const arrays = [copies(weights), copies(gradient)];
        const first = optimizer.step(gradient, state, weights);
        equal("weights and gradient", [copies(weights), copies(gradient)], arrays);
        equal("state", JSON.stringify(state), text);
        equal("second run", optimizer.step(gradient, state, weights), first);
      }),
      options,
    );
  },
};

/** A step subtracts the update. */
export const stepsByItsUpdate: OptimizerLaw = {
  name: "subtracts its update",
  applies: always,
  check(optimizer, options = {}) {
    assertLaw(
      optimizer.name,
      this.name,
      fc.property(tree, tree, (weights, gradient) => {
        const state = optimizer.init(weights);
        const { update, state: next } = optimizer.update(gradient, state, weights);
        const result = optimizer.step(gradient, state, weights);
        equal("weights", copies(result.weights), copies(treeMap(sub, weights, update)));
        equal("state", result.state, next);
      }),
      options,
    );
  },
};

/** The state survives being taken apart and put together again: it is plain data. */
export const hasPlainState: OptimizerLaw = {
  name: "keeps its state in plain data",
  applies: always,
  check(optimizer, options = {}) {
    const plain = (value: unknown, path: string): void => {
      if (value === null || typeof value === "number" || value instanceof Tensor) return;
      const prototype: unknown = typeof value === "object" ? Object.getPrototypeOf(value) : undefined;
      if (typeof value !== "object" || (prototype !== Object.prototype && prototype !== Array.prototype)) {
        throw new Error(`state${path} is no plain data`);
      }
      for (const [key, each] of Object.entries(value)) plain(each, `${path}.${key}`);
    };
    assertLaw(
      optimizer.name,
      this.name,
      fc.property(tree, tree, (weights, gradient) => {
        plain(optimizer.step(gradient, optimizer.init(weights), weights).state, "");
      }),
      options,
    );
  },
};

/** For optimizers that treat each array on its own: a tree steps as its leaves do apart. */
export const stepsLeafByLeaf: OptimizerLaw = {
  name: "steps a tree as its leaves apart",
  applies: ({ leafByLeaf }) => leafByLeaf !== false,
  check(optimizer, options = {}) {
    assertLaw(
      optimizer.name,
      this.name,
      fc.property(tree, tree, tree, (start, first, second) => {
        let weights = start;
        let state = optimizer.init(weights);
        for (const gradient of [first, second]) ({ weights, state } = optimizer.step(gradient, state, weights));
        const gradients = [treeLeaves(first), treeLeaves(second)];
        const apart = treeLeaves(start).map((leaf, i) => {
          let weight = leaf;
          let own = optimizer.init(weight);
          for (const gradient of gradients) {
            ({ weights: weight, state: own } = optimizer.step(gradient[i] ?? leaf, own, weight));
          }
          return weight;
        });
        equal("weights", copies(weights), copies(apart));
      }),
      options,
    );
  },
};

/** For optimizers without weight decay: where there never was a gradient, weights stay, bit for bit. */
export const restsWithoutGradient: OptimizerLaw = {
  name: "leaves weights alone where there is no gradient",
  applies: ({ rests }) => rests !== false,
  check(optimizer, options = {}) {
    assertLaw(
      optimizer.name,
      this.name,
      fc.property(tree, (start) => {
        const none = treeMap(({ shape, dtype }) => full(shape, 0, { dtype }), start);
        let weights = start;
        let state = optimizer.init(weights);
        for (let i = 0; i < 3; i++) ({ weights, state } = optimizer.step(none, state, weights));
        equal("weights", copies(weights), copies(start));
      }),
      options,
    );
  },
};

/** Finds the minimum of a convex quadratic: within 2,000 steps to 0.01, if its rate shrinks or is small enough. */
export const convergesOnQuadratic: OptimizerLaw = {
  name: "converges on a convex quadratic",
  applies: ({ converges }) => converges !== false,
  check(optimizer, options = {}) {
    assertLaw(
      optimizer.name,
      this.name,
      fc.property(numbers(3), (start) => {
        const curvature = [0.5, 1, 2];
        const target = [1, -2, 0.5];
        let weights = tensor(Float64Array.from(start));
        let state = optimizer.init(weights);
        for (let i = 0; i < 2000; i++) {
          const gradient = tensor(weights.data.map((w, j) => (curvature[j] ?? 0) * (w - (target[j] ?? 0))));
          ({ weights, state } = optimizer.step(gradient, state, weights));
        }
        weights.data.forEach((w, j) => {
          if (!(Math.abs(w - (target[j] ?? 0)) < 0.01)) throw new Error(`weight ${j} is ${w}, expected ${target[j]}`);
        });
      }),
      options,
      20,
    );
  },
};
