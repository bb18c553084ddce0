import { grad, max, min, mul, sub, tensor, type Tensor } from "@surprisal/tensor";
import { expect, test } from "vitest";
import { defineBatchLoss } from "../../src/index.ts";

const spread = defineBatchLoss({
  name: "spread",
  parameters: { factor: { default: 2, domain: "(0, ∞)" } },
  value: (x, _, { factor }) => mul(factor, sub(max(x), min(x))),
});

test("one value a batch, with derivatives and parameters", () => {
  expect(spread([1, 5, 3], []).item()).toBe(8);
  expect(spread.with({ factor: 0.5 })([1, 5, 3], []).item()).toBe(2);
  expect(grad((x: Tensor) => spread(x, []))(tensor([1, 5, 3])).toArray()).toEqual([-2, 2, 0]);
  expect(spread.lossName).toBe("spread");
  expect(() => spread.with({ factor: 0 })).toThrow("spread: factor is 0, expected (0, ∞)");
});
