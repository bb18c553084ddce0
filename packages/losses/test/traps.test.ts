import { grad, hvp, tensor, type Tensor } from "@surprisal/tensor";
import { describe, expect, test } from "vitest";
import {
  absoluteError,
  binaryCrossEntropy,
  binaryCrossEntropyOnProbabilities,
  crossEntropy,
  hinge,
  klDivergence,
  logistic,
  multiMargin,
  sigmoidFocal,
  smoothL1,
  softmaxFocal,
  tversky,
} from "../src/index.ts";

// Where other libraries have been caught, with their issues.

type Rows = readonly (readonly number[])[];
const rows = (...values: number[][]): Tensor => tensor(values, { dtype: "float64" });
const numbers = (...values: number[]): Tensor => tensor(values, { dtype: "float64" });
const gradient = (f: (z: Tensor) => Tensor, z: Tensor): unknown => grad(f)(z).toArray();
const near = (values: Rows): unknown => values.map((row) => row.map((each) => expect.closeTo(each, 10)));

const logits = rows([2, 1, 0.1], [0, 1, 2]);
const [first, second] = [0.41703001627783354, 1.4076059644443804];

describe("means", () => {
  test("divide by the weights of the true classes, of distributions by their number (pytorch#8062)", () => {
    const classWeights = [1, 2, 3];
    expect(crossEntropy.mean(logits, [0, 1], { classWeights }).item()).toBeCloseTo((first + 2 * second) / 3, 12);
    const oneHot = rows([1, 0, 0], [0, 1, 0]);
    expect(crossEntropy.mean(logits, oneHot, { classWeights }).item()).toBeCloseTo((first + 2 * second) / 2, 12);
    const weightless = (z: Tensor): Tensor => crossEntropy.mean(z, [0, 1], { classWeights: [0, 0, 1] });
    expect(weightless(logits).item()).toBe(Number.NaN);
    expect(gradient(weightless, logits)).toEqual(Array.from({ length: 2 }, () => [Number.NaN, Number.NaN, Number.NaN]));
  });

  test("over ignored rows only are NaN, with gradient 0, or what is asked for (pytorch#64572, #70348)", () => {
    const ignored = Int32Array.of(-100, -100);
    expect(crossEntropy.mean(logits, ignored).item()).toBe(Number.NaN);
    expect(gradient((z) => crossEntropy.mean(z, ignored), logits)).toEqual([
      [0, 0, 0],
      [0, 0, 0],
    ]);
    expect(crossEntropy.mean(logits, ignored, { whenEmpty: 0 }).item()).toBe(0);
    expect(crossEntropy.sum(logits, ignored).item()).toBe(0);
  });

  test("of many numbers in float32 do not drift (pytorch#55657)", () => {
    const many = tensor(new Float32Array(3e5).fill(0.1), { shape: [1e5, 3] });
    expect(crossEntropy.mean(many, new Int32Array(1e5)).item()).toBeCloseTo(Math.log(3), 6);
    expect(crossEntropy(rows([1e9, 1e9]), [0]).item()).toBe(Math.LN2);
  });
});

describe("ignored classes", () => {
  test("keep what stands in their rows out of value and gradient (pytorch#11551)", () => {
    const spoilt = rows([2, 1, 0.1], [Number.NaN, -Infinity, 2]);
    expect(crossEntropy.mean(spoilt, [0, -100]).item()).toBeCloseTo(first, 14);
    expect(gradient((z) => crossEntropy.mean(z, [0, -100]), spoilt)).toEqual([
      ...(near([[-0.3409988611140321, 0.2424329707047139, 0.0985658904093182]]) as number[][]),
      [0, 0, 0],
    ]);
  });

  test("may be real classes, which stay in the softmax, and several (pytorch#63004, #12601)", () => {
    expect(crossEntropy(logits, [0, 1], { ignoreIndex: 1 }).toArray()).toEqual([expect.closeTo(first, 14), 0]);
    expect(crossEntropy(logits, [0, 1], { ignoreIndex: [0, 1] }).toArray()).toEqual([0, 0]);
    expect(() => crossEntropy(logits, logits, { ignoreIndex: 1 })).toThrow("ignoreIndex is 1, expected none");
  });
});

test("label smoothing: class weights go with the mass, a weight of 0 too, and two conventions (pytorch#104776, #148884)", () => {
  const smoothed = crossEntropy.with({ labelSmoothing: 0.1 });
  expect(smoothed(rows([2, 1, 0.1]), [0], { classWeights: [0, 1, 1] }).item()).toBeCloseTo(
    (0.1 / 3) * (1.4170300162778335 + 2.3170300162778332),
    12,
  );
  const megatron = smoothed.with({ smoothOver: "others" });
  expect(megatron(rows([2, 1, 0.1]), [0]).item()).toBeCloseTo(
    0.9 * first + 0.05 * (1.4170300162778335 + 2.3170300162778332),
    12,
  );
});

test("masked classes: never NaN; a smoothed loss is infinite with a finite gradient, unless they are excluded (optax#896)", () => {
  const masked = rows([2, 1, -Infinity]);
  const two = 0.31326168751822286;
  expect(crossEntropy(masked, [0]).item()).toBeCloseTo(two, 14);
  expect(crossEntropy(masked, [[1, 0, 0]]).item()).toBeCloseTo(two, 14);
  const smoothed = crossEntropy.with({ labelSmoothing: 0.1 });
  expect(smoothed(masked, [0]).item()).toBe(Infinity);
  expect(gradient((z) => smoothed.sum(z, [0]), masked)).toEqual(
    near([[-0.20227475470332848, 0.23560808803666178, -0.1 / 3]]),
  );
  expect(smoothed.with({ maskedClasses: "excluded" })(masked, [0]).item()).toBeCloseTo(
    0.95 * two + 0.05 * (two + 1),
    12,
  );
});

describe("binary losses", () => {
  test("cross-entropy on logits has no clamp and no NaN at infinity; on probabilities it stops at 100 (pytorch#103316, #195677)", () => {
    expect(binaryCrossEntropy(numbers(1e4, -Infinity, Infinity), [0, 0, 1]).toArray()).toEqual([1e4, 0, 0]);
    expect(binaryCrossEntropyOnProbabilities(numbers(0, 1), [1, 1]).toArray()).toEqual([100, 0]);
    expect(gradient((z) => binaryCrossEntropy.sum(z, [1]), numbers(40))).toEqual([-4.248354255291589e-18]);
  });

  test("the logistic loss does not overflow (pytorch#77529)", () => {
    expect(logistic(numbers(-750), [1]).item()).toBe(750);
    expect(gradient((z) => logistic.sum(z, [1]), numbers(-750))).toEqual([-1]);
  });

  test("focal losses with γ below 1 have a gradient where nothing is left to learn (optax#1267)", () => {
    expect(gradient((z) => softmaxFocal.with({ gamma: 0.5 }).sum(z, [0]), rows([800, 0]))).toEqual([[0, 0]]);
    expect(gradient((z) => sigmoidFocal.with({ gamma: 0.5 }).sum(z, [1]), numbers(800))).toEqual([0]);
  });
});

test("Kullback–Leibler: 0 wins over ∞, a negative target is no number (pytorch#69230)", () => {
  expect(klDivergence(numbers(-Infinity, -1), [0, -0.5]).toArray()).toEqual([0, Number.NaN]);
  expect(klDivergence.with({ logTarget: true })(numbers(-1), numbers(-Infinity)).item()).toBe(0);
});

test("Tversky's alpha is of false positives (keras#23333)", () => {
  const onePositiveTooMany = rows([50, 50]);
  expect(
    tversky
      .with({ alpha: 0.9, beta: 0.1, smooth: 0 })(onePositiveTooMany, [[1, 0]])
      .item(),
  ).toBeCloseTo(0.9 / 1.9, 12);
});

test("derivatives by the target, where labels do not add up to 1, and of second order (TensorFlow.js)", () => {
  expect(gradient((q) => crossEntropy.sum(rows([2, 1, 0.1]), q), rows([1, 0, 0]))).toEqual(
    near([[first, 1.4170300162778335, 2.3170300162778332]]),
  );
  expect(gradient((z) => crossEntropy.sum(z, rows([0, 0, 0])), rows([2, 1, 0.1]))).toEqual([[0, 0, 0]]);
  const product = hvp((z: Tensor) => binaryCrossEntropy.sum(z, [1, 0, 1]), numbers(2, 0.5, -1), numbers(1, 1, 1));
  expect([product.toArray()]).toEqual(near([[0.10499358540350649, 0.23500371220159452, 0.19661193324148185]]));
  expect(crossEntropy(rows([0, 50, 0]), [0]).item()).toBe(50);
});

test("a class that is not there is named, with its place (pytorch#43840, optax#1185)", () => {
  expect(() => crossEntropy(logits, [0, 3])).toThrow("crossEntropy: target[1] is 3, expected 0..2");
  expect(() => crossEntropy(logits, [-1, 0])).toThrow("crossEntropy: target[0] is -1, expected 0..2");
});

test("kinks have the gradient 0", () => {
  expect(gradient((z) => absoluteError.sum(z, [1]), numbers(1))).toEqual([0]);
  expect(gradient((z) => smoothL1.with({ beta: 0 }).sum(z, [1]), numbers(1))).toEqual([0]);
  expect(gradient((z) => hinge.sum(z, [1]), numbers(1))).toEqual([0]);
  expect(gradient((z) => multiMargin.sum(z, [0]), rows([1, 0]))).toEqual([[0, 0]]);
});
