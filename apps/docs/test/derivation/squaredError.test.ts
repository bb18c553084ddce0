import { grad } from "@surprisal/tensor";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { doubles } from "../../examples/derivation/data.ts";
import { logisticLoss, logits } from "../../examples/derivation/logistic.ts";
import { slopes, squaredLoss, squaredOf, surprisalOf, wrongSide } from "../../examples/derivation/squaredError.ts";
import { train } from "../../examples/derivation/train.ts";

const logit = fc.double({ min: -30, max: 30, noNaN: true });

describe("squared error of a sigmoid", () => {
  test("its gradient vanishes where it is most wrong", () => {
    expect(slopes(surprisalOf, -8).first).toBeCloseTo(-0.99966, 5);
    expect(slopes(squaredOf, -8).first).toBeCloseTo(-0.00067, 5);
  });

  test("it curves downwards just where the prediction is below 1/3; cross-entropy never", () => {
    fc.assert(
      fc.property(logit, (z) => {
        fc.pre(Math.abs(z + Math.LN2) > 1e-6);
        expect(slopes(squaredOf, z).second < 0).toBe(z < -Math.LN2);
        expect(slopes(surprisalOf, z).second).toBeGreaterThan(0);
      }),
    );
  });

  test("from the wrong side it goes down itself, and up in cross-entropy", () => {
    const own = train(squaredLoss, wrongSide).history;
    expect(own[10]).toBeCloseTo(2.0352, 4);
    expect(own).toEqual(own.toSorted((a, b) => b - a));
    expect(train(logisticLoss, wrongSide, grad(squaredLoss)).history[10]).toBeCloseTo(20.1742, 4);
    expect(train(logisticLoss, wrongSide).history[10]).toBeCloseTo(1.0145, 4);
    const { data } = logits(train(squaredLoss, wrongSide).weights);
    expect(data[2]).toBeCloseTo(-9.6312, 4);
    expect(data[3]).toBeCloseTo(-10.2666, 4);
  });

  test("from zero it has every point right", () => {
    const { weights } = train(squaredLoss, { w: doubles([0, 0]), b: doubles(0) });
    expect(Array.from(logits(weights).data, (z) => z > 0)).toEqual([false, false, true, true]);
  });
});
