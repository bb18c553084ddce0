import { describe, expect, test } from "vitest";
import { softplus, tensor } from "@surprisal/tensor";
import { LogisticRegression } from "../src/index.ts";
import { readHeart, readNumeric } from "./data.ts";

describe("LogisticRegression", () => {
  test("dense: breast_cancer reaches the exact minimum", async () => {
    const { reference, testX, testY, x, y } = await readNumeric("breast_cancer");
    const model = await new LogisticRegression().fit(x, y);
    expect(Math.abs(model.summary.objective / reference.objective_sum - 1)).toBeLessThan(1e-10);
    expect(model.score(testX, testY)).toBe(reference.test_correct / testY.length);
    expect(model.logLoss(testX, testY)).toBeCloseTo(reference.test_logloss, 7);
    for (const [j, weight] of (reference.coef[0] ?? []).entries()) {
      expect(model.coefficients.data[j]).toBeCloseTo(weight, 5);
    }
    expect(model.intercept.data[0]).toBeCloseTo(reference.intercept[0] ?? Number.NaN, 5);
  });

  test("sparse: heart_scale reaches the exact minimum, and is what the same rows give when dense", async () => {
    const { reference, testX, testY, x, y } = await readHeart();
    if (!("rowStarts" in x)) throw new Error("expected sparse rows");
    const model = await new LogisticRegression().fit(x, y);
    expect(Math.abs(model.summary.objective / reference.objective_sum - 1)).toBeLessThan(1e-10);
    expect(model.score(testX, testY)).toBe(reference.test_correct / testY.length);
    const dense = new Float64Array(x.rows * x.columns);
    for (let i = 0; i < x.rows; i++) {
      for (let e = x.rowStarts[i] ?? 0; e < (x.rowStarts[i + 1] ?? 0); e++) {
        dense[i * x.columns + (x.columnIndices[e] ?? 0)] = x.values[e] ?? 0;
      }
    }
    const same = await new LogisticRegression().fit(tensor(dense, { shape: [x.rows, x.columns] }), y);
    for (const [j, weight] of same.coefficients.data.entries()) {
      expect(model.coefficients.data[j]).toBeCloseTo(weight, 6);
    }
  });

  test("the logits of the two classes are 0 and w·x + b; their probabilities keep both tails", async () => {
    const x = tensor([[-1], [1], [2], [-3]]);
    const model = await new LogisticRegression({ c: 1e6 }).fit(x, [0, 1, 1, 0]);
    const far = model.predictLogits(tensor([[-2000], [2000]]));
    expect(far.shape).toEqual([2, 2]);
    expect([far.data[0], far.data[2]]).toEqual([0, 0]);
    const [low = 0, , high = 0] = [far.data[1], 0, far.data[3]];
    const { data } = model.predictProbability(tensor([[-20], [20]]));
    const near = model.predictLogits(tensor([[-20]])).data[1] ?? 0;
    expect(low).toBeLessThan(-1000);
    expect(high).toBeGreaterThan(1000);
    expect(Math.abs((data[1] ?? 0) / Math.exp(-softplus(tensor(new Float64Array([-near]))).item()) - 1)).toBeLessThan(
      1e-12,
    );
  });

  test("one class at a time can be told from one other only", async () => {
    const x = tensor([[0], [1], [2]]);
    await expect(new LogisticRegression().fit(x, [0, 1, 2])).rejects.toThrow(
      "LogisticRegression: y has 3 classes, expected 2 (SoftmaxRegression takes more)",
    );
  });
});
