import { crossEntropy } from "@surprisal/losses";
import { square, sum, tensor } from "@surprisal/tensor";
import { beforeAll, describe, expect, test } from "vitest";
import { SoftmaxRegression } from "../src/index.ts";
import { readNumeric, type DataSet } from "./data.ts";

let iris: DataSet;
let model: SoftmaxRegression;

beforeAll(async () => {
  iris = await readNumeric("iris");
  model = await new SoftmaxRegression().fit(iris.x, iris.y);
});

describe("SoftmaxRegression on iris", () => {
  test("reaches the exact minimum", () => {
    const { coef, intercept, objective_sum } = iris.reference;
    expect(Math.abs(model.summary.objective / objective_sum - 1)).toBeLessThan(1e-10);
    expect(model.summary).toMatchObject({ converged: true, reason: "gradient" });
    for (const [k, row] of coef.entries()) {
      for (const [j, weight] of row.entries()) expect(model.coefficients.data[k * 4 + j]).toBeCloseTo(weight, 5);
    }
    for (const [k, each] of intercept.entries()) expect(model.intercept.data[k]).toBeCloseTo(each, 5);
  });

  test("predicts what the reference predicts", () => {
    const { test_correct, test_logloss, train_correct, train_logloss } = iris.reference;
    expect(model.score(iris.x, iris.y)).toBe(train_correct / iris.y.length);
    expect(model.score(iris.testX, iris.testY)).toBe(test_correct / iris.testY.length);
    expect(model.logLoss(iris.x, iris.y)).toBeCloseTo(train_logloss, 7);
    expect(model.logLoss(iris.testX, iris.testY)).toBeCloseTo(test_logloss, 7);
  });

  test("has the gradient 0 that it claims", async () => {
    // Without an intercept and with another C: W = C · Xᵀ(Y − P) at the minimum.
    const c = 0.3;
    const other = await new SoftmaxRegression({ c, fitIntercept: false }).fit(iris.x, iris.y);
    const x = (iris.x as ReturnType<typeof tensor>).data;
    const p = other.predictProbability(iris.x).data;
    expect(other.intercept.toArray()).toEqual([0, 0, 0]);
    for (let k = 0; k < 3; k++) {
      for (let j = 0; j < 4; j++) {
        let total = 0;
        for (const [i, y] of iris.y.entries()) total += (Number(y === k) - (p[i * 3 + k] ?? 0)) * (x[i * 4 + j] ?? 0);
        expect(other.coefficients.data[k * 4 + j]).toBeCloseTo(c * total, 5);
      }
    }
  });

  test("two classes keep a vector of weights each, of opposite sign", async () => {
    const two = await new SoftmaxRegression().fit(tensor([[-1], [0], [1], [2]]), [0, 0, 1, 1]);
    const [first = 0, second = 0] = two.coefficients.data;
    expect(two.coefficients.shape).toEqual([2, 1]);
    expect(first).toBeCloseTo(-second, 10);
  });

  test("its objective is the loss of the catalogue and the penalty", () => {
    const loss = crossEntropy.sum(model.predictLogits(iris.x), tensor(iris.y)).item();
    const penalty = sum(square(model.coefficients)).item() / 2;
    expect(model.summary.objective).toBeCloseTo(loss + penalty, 9);
  });
});
