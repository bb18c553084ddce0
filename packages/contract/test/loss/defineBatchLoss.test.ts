import { grad, logSoftmax, max, min, mul, neg, pick, sub, tensor, type Tensor } from "@surprisal/tensor";
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

test("values of anchors are averaged, and a target of a declared kind is checked", () => {
  const surprisal = defineBatchLoss({
    name: "surprisal",
    prediction: "logits",
    target: "classes",
    value: (logits, classes) => neg(pick(logSoftmax(logits), classes)),
  });
  const logits = [
    [0, 0],
    [0, Math.log(3)],
  ];
  expect(surprisal.each(logits, [0, 1]).toArray()).toEqual([
    expect.closeTo(Math.log(2), 6),
    expect.closeTo(Math.log(4 / 3), 6),
  ]);
  expect(surprisal(logits, Int32Array.of(0, -100)).item()).toBeCloseTo(Math.log(2), 6);
  expect(surprisal(logits, [0, 1]).item()).toBeCloseTo(Math.log(8 / 3) / 2, 6);
  expect(() => surprisal(logits, [0, 2])).toThrow("surprisal: target[1] is 2, expected 0..1");
  expect(() => surprisal(logits, Int32Array.of(0))).toThrow("surprisal: target has shape [1], expected [2]");
});
