import { compileLoss } from "@surprisal/contract/compile";
import { crossEntropy } from "@surprisal/losses";
import { generator, normal } from "@surprisal/tensor";
import { describe, expect, test } from "vitest";
import { penalizedLoss } from "../../src/linear/penalizedLoss.ts";
import { readRows } from "../../src/linear/rows.ts";

// More rows than are taken through the loss at once.
const [count, width, outputs, c] = [5000, 3, 4, 0.7];
const x = normal([count, width], generator(1), { dtype: "float64" });
const y = Int32Array.from({ length: count }, (_, i) => (i * i) % outputs);

describe.each([true, false])("penalizedLoss, intercept %s", (fitIntercept) => {
  const size = outputs * width + (fitIntercept ? outputs : 0);
  const objective = penalizedLoss(
    readRows("test", x).hold(outputs),
    { compiled: compileLoss(crossEntropy, "classes", outputs), targets: y },
    c,
    fitIntercept,
  );
  const at = Float64Array.from({ length: size }, (_, i) => Math.sin(i + 1) / 2);

  test("its gradient is that of central differences", () => {
    const gradient = new Float64Array(size);
    objective(at, gradient);
    const unused = new Float64Array(size);
    for (const i of at.keys()) {
      const value = (step: number): number => objective(at.with(i, (at[i] ?? 0) + step), unused);
      const h = 1e-5;
      expect(gradient[i]).toBeCloseTo((value(h) - value(-h)) / (2 * h), 8);
    }
  });

  test("does not penalize the intercept", () => {
    const zero = new Float64Array(size);
    const shifted = zero.map((_, i) => (i < outputs * width ? 0 : 3));
    const unused = new Float64Array(size);
    // The same number on all logits of a row changes nothing.
    expect(objective(shifted, unused)).toBeCloseTo(objective(zero, unused), 12);
    expect(objective(zero, unused)).toBeCloseTo(Math.log(outputs), 12);
  });
});
