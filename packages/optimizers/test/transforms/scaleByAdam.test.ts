import { add, grad, sum, tensor, zeros, type Tensor } from "@surprisal/tensor";
import { expect, test } from "vitest";
import { scaleByAdam } from "../../src/index.ts";

test("its state: running means before the correction, and the steps taken", () => {
  const optimizer = scaleByAdam({ beta1: 0.5, beta2: 0.75 });
  const weights = tensor(Float64Array.of(0));
  const first = optimizer.update(tensor(Float64Array.of(4)), optimizer.init(weights), weights);
  const [state] = optimizer.update(tensor(Float64Array.of(-2)), first.state, weights).state;
  // Means 2, then 1 − 1 = 0; mean squares 4, then 3 + 1 = 4.
  expect(state?.step).toBe(2);
  expect(state?.mean.toArray()).toEqual([0]);
  expect(state?.meanSquare.toArray()).toEqual([4]);
});

/** Three steps with other gradients each; some weights have none. */
function steps(gradients: readonly Float64Array[], dtype: "float32" | "float64", part: readonly [number, number]) {
  const optimizer = scaleByAdam({ beta1: 0.8, beta2: 0.95, epsilon: 1e-6 });
  const weights = zeros([part[1] - part[0]], { dtype });
  let state = optimizer.init(weights);
  const updates = gradients.map((gradient) => {
    const next = optimizer.update(tensor(gradient.slice(...part), { dtype }), state, weights);
    ({ state } = next);
    return next.update.data;
  });
  return [...updates, state[0]!.mean.data, state[0]!.meanSquare.data];
}

test.each([
  ["float32", 1e-6],
  ["float64", 1e-14],
] as const)("many weights at once take the steps of few, in %s", (dtype, tolerance) => {
  const gradients = [1, -0.5, 3].map((size) =>
    Float64Array.from({ length: 600 }, (_, i) => (i % 50 === 0 ? 0 : size * Math.sin(i) * 10 ** ((i % 7) - 3))),
  );
  const together = steps(gradients, dtype, [0, 600]);
  for (let from = 0; from < 600; from += 100) {
    for (const [n, few] of steps(gradients, dtype, [from, from + 100]).entries()) {
      for (const [i, expected] of few.entries()) {
        expect(Math.abs(together[n]![from + i]! - expected)).toBeLessThanOrEqual(tolerance * Math.abs(expected));
      }
    }
  }
});

test("many weights: the shape stays, nothing that was given changes, and a step can be differentiated", () => {
  const optimizer = scaleByAdam();
  const weights = zeros([20, 30]);
  const gradient = add(weights, 0.5);
  const start = optimizer.init(weights);
  const { update, state } = optimizer.update(gradient, start, weights);
  expect([update.shape, state[0]!.mean.shape, state[0]!.meanSquare.shape]).toEqual([
    weights.shape,
    weights.shape,
    weights.shape,
  ]);
  expect([start[0]!.mean.data[7], gradient.data[7], weights.data[7]]).toEqual([0, 0.5, 0]);
  // The second update grows with its gradient.
  const slope = grad((g: Tensor) => sum(optimizer.update(g, state, weights).update))(gradient);
  expect(slope.data[7]).toBeGreaterThan(0);
});
