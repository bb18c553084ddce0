import { between } from "@surprisal/gradcheck";
import { grad, logSumExp, matmul, sum, tensor, transpose, type Tensor } from "@surprisal/tensor";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { crossEntropy } from "../src/index.ts";
import {
  adaptiveSoftmax,
  hierarchicalSoftmax,
  linearCrossEntropy,
  noiseContrastiveEstimation,
  sampledSoftmax,
} from "../src/vocabulary/index.ts";

const matrix = (rows: number, columns: number): fc.Arbitrary<Tensor> =>
  fc
    .array(between(-3, 3), { minLength: rows * columns, maxLength: rows * columns })
    .map((values) => tensor(Float64Array.from(values), { shape: [rows, columns] }));
const classes = (...values: number[]): Tensor => tensor(Int32Array.from(values));

describe("linearCrossEntropy", () => {
  test("is the cross-entropy of the product, with its gradients", () => {
    fc.assert(
      fc.property(matrix(4, 3), matrix(5, 3), (x, weight) => {
        const y = classes(0, 4, -100, 2);
        const product = (w: Tensor): Tensor => matmul(x, transpose(w));
        const got = linearCrossEntropy.mean(x, weight, undefined, y).item();
        expect(got).toBeCloseTo(crossEntropy.mean(product(weight), y).item(), 13);
        const slope = grad((w: Tensor) => linearCrossEntropy.mean(x, w, undefined, y))(weight).data;
        const expected = grad((w: Tensor) => crossEntropy.mean(product(w), y))(weight).data;
        slope.forEach((each, i) => expect(each).toBeCloseTo(expected[i] ?? Number.NaN, 13));
        const { sum: total, normalizer } = linearCrossEntropy.total(x, weight, undefined, y);
        expect([total.item() / 3, normalizer.item()]).toEqual([expect.closeTo(got, 13), 3]);
      }),
    );
  });

  test("what does not fit is refused", () => {
    expect(() => linearCrossEntropy([[1, 2]], [[1, 2, 3]], undefined, [0])).toThrow(
      "linearCrossEntropy: features have shape [1, 2]",
    );
    expect(() => linearCrossEntropy([[1, 2]], [[1, 2]], undefined, [1])).toThrow(
      "linearCrossEntropy: target[0] is 1, expected 0..0",
    );
    expect(() => linearCrossEntropy([[1, 2]], [[1, 2]], undefined, [0], { cap: 0 })).toThrow(
      "linearCrossEntropy: cap is 0",
    );
  });
});

describe("adaptiveSoftmax and hierarchicalSoftmax", () => {
  test("the probabilities of all classes add up to 1", () => {
    fc.assert(
      fc.property(matrix(1, 3), matrix(4, 3), matrix(2, 3), matrix(3, 2), matrix(2, 2), (x, head, projection, a, b) => {
        const tails = [a, b].map((weight) => ({ projection, weight }));
        const adaptive = [0, 1, 2, 3, 4, 5, 6].map((k) => -adaptiveSoftmax(x, { head, tails }, classes(k)).item());
        expect(logSumExp(Float64Array.from(adaptive)).item()).toBeCloseTo(0, 12);
        const tree = {
          paths: [
            [0, 1, -1],
            [0, 1, -1],
            [0, 2, 3],
            [0, 2, 3],
            [0, 2, -1],
          ],
          branches: [
            [0, 0, 0],
            [0, 1, 0],
            [1, 0, 0],
            [1, 0, 1],
            [1, 1, 0],
          ],
        };
        const leaves = [0, 1, 2, 3, 4].map((k) => -hierarchicalSoftmax(x, head, classes(k), tree).item());
        expect(logSumExp(Float64Array.from(leaves)).item()).toBeCloseTo(0, 12);
      }),
    );
  });

  test("rows do not depend on each other, whatever tails their classes are in", () => {
    fc.assert(
      fc.property(matrix(4, 3), matrix(3, 3), matrix(2, 3), matrix(3, 2), (x, head, projection, weight) => {
        const weights = { head, headBias: [0.5, 0, -1], tails: [{ projection, weight }] };
        const together = adaptiveSoftmax(x, weights, classes(3, 0, 4, 2)).data;
        [3, 0, 4, 2].forEach((k, row) => {
          const own = tensor(x.data.slice(3 * row, 3 * row + 3), { shape: [1, 3] });
          expect(adaptiveSoftmax(own, weights, classes(k)).item()).toBeCloseTo(together[row] ?? Number.NaN, 12);
        });
      }),
    );
  });

  test("what does not fit is refused", () => {
    expect(() => adaptiveSoftmax([[1]], { head: [[1]], tails: [] }, [1])).toThrow(
      "adaptiveSoftmax: target[0] is 1, expected 0..0",
    );
    const tree = { paths: [[0], [7]], branches: [[0], [1]] };
    expect(() => hierarchicalSoftmax([[1]], [[1]], [0], tree)).toThrow(
      "hierarchicalSoftmax: paths[1] is 7, expected -1..0",
    );
  });
});

describe("sampledSoftmax and noiseContrastiveEstimation", () => {
  const all = {
    classes: classes(0, 1, 2, 3, 4),
    logProbabilities: new Float64Array(5),
    targetLogProbabilities: new Float64Array(2),
  };

  test("with all classes as samples, each certain to be drawn, sampled softmax is cross-entropy", () => {
    fc.assert(
      fc.property(matrix(2, 3), matrix(5, 3), (x, weight) => {
        const got = sampledSoftmax(x, weight, classes(1, 4), all).data;
        const expected = linearCrossEntropy(x, weight, undefined, classes(1, 4)).data;
        got.forEach((each, i) => expect(each).toBeCloseTo(expected[i] ?? Number.NaN, 12));
      }),
    );
  });

  test("a sample that is the target counts only where it is not removed; without others left the loss is 0", () => {
    const samples = { classes: classes(1), logProbabilities: [0], targetLogProbabilities: [0] };
    expect(sampledSoftmax([[1]], [[0], [2]], [1], samples).item()).toBe(0);
    expect(sampledSoftmax([[1]], [[0], [2]], [1], samples, { removeAccidentalHits: false }).item()).toBeCloseTo(
      Math.LN2,
      6,
    );
    const slope = grad((x: Tensor) => sum(sampledSoftmax(x, [[0], [2]], [1], samples)))(tensor([[1]]));
    expect(slope.toArray()).toEqual([[0]]);
  });

  test("noise-contrastive estimation tells data from noise: with log-odds of 0 each decision costs log 2", () => {
    const samples = {
      classes: classes(0, 1),
      logProbabilities: [-Math.LN2, -Math.LN2],
      targetLogProbabilities: [-Math.LN2],
    };
    expect(noiseContrastiveEstimation([[0]], [[1], [2]], [1], samples).item()).toBeCloseTo(3 * Math.LN2, 6);
  });

  test("a sample that is no class is refused", () => {
    const samples = { classes: classes(5), logProbabilities: [0], targetLogProbabilities: [0] };
    expect(() => sampledSoftmax([[1]], [[0], [2]], [1], samples)).toThrow(
      "sampledSoftmax: samples.classes[0] is 5, expected 0..1",
    );
  });
});
