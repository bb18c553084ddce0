import { tensor } from "@surprisal/tensor";
import { expect, test } from "vitest";
import { addDecayedWeights, chain, sgd } from "../../src/index.ts";

test("before sgd it is the L2 penalty: 4 − 0.5 · (1 + 0.25 · 4) = 3", () => {
  const optimizer = chain(addDecayedWeights(0.25), sgd({ learningRate: 0.5 }));
  expect(optimizer.step(tensor(1), optimizer.init(tensor(4)), tensor(4)).weights.item()).toBe(3);
});
