import { tensor } from "@surprisal/tensor";
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
