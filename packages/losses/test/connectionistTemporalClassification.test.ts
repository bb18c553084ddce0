import { ClassError, ParameterError, ShapeError } from "@surprisal/contract";
import { checkGradient, checkHvp } from "@surprisal/gradcheck";
import {
  generator,
  grad,
  hvp,
  jvp,
  logSoftmax,
  mul,
  normal,
  square,
  sum,
  tensor,
  type Tensor,
} from "@surprisal/tensor";
import { describe, expect, test } from "vitest";
import { connectionistTemporalClassification as ctc } from "../src/index.ts";

const classCount = 3;
const logitsOf = (frames: number, seed = 1): Tensor =>
  normal([1, frames, classCount], generator(seed), { dtype: "float64" });

/** −log of the probability of all paths that give the labels, one path after the other. */
function byEnumeration(logits: Tensor, labels: readonly number[], blank = 0): number {
  const [, frames = 0] = logits.shape;
  const l = logSoftmax(logits).data;
  let probability = 0;
  for (let path = 0; path < classCount ** frames; path++) {
    const classes = Array.from({ length: frames }, (_, t) => Math.floor(path / classCount ** t) % classCount);
    const joined = classes.filter((k, t) => k !== classes[t - 1] && k !== blank);
    if (joined.join() !== labels.join()) continue;
    probability += Math.exp(classes.reduce((sum, k, t) => sum + (l[t * classCount + k] ?? 0), 0));
  }
  return -Math.log(probability);
}

describe("the sum over all paths", () => {
  test.each([[[]], [[1]], [[1, 2]], [[1, 1]], [[2, 2, 1]], [[1, 2, 1]]])("labels %j", (labels) => {
    const row = labels.length > 0 ? [labels] : tensor(new Int32Array(0), { shape: [1, 0] });
    for (const frames of [4, 5]) {
      const logits = logitsOf(frames, frames);
      expect(ctc(logits, row).item()).toBeCloseTo(byEnumeration(logits, labels), 12);
    }
  });

  test("another blank", () => {
    const logits = logitsOf(4);
    expect(
      ctc
        .with({ blank: 2 })(logits, [[0, 0]])
        .item(),
    ).toBeCloseTo(byEnumeration(logits, [0, 0], 2), 12);
  });

  test("frames after the input length count for nothing", () => {
    const logits = logitsOf(6);
    const short = tensor(logits.data.slice(0, 4 * classCount), { shape: [1, 4, classCount] });
    const some = ctc.with({ inputLengths: [4] });
    expect(some(logits, [[1, 2]]).item()).toBeCloseTo(ctc(short, [[1, 2]]).item(), 14);
    expect(grad((z: Tensor) => some(z, [[1, 2]]))(logits).data.slice(4 * classCount)).toEqual(
      new Float64Array(2 * classCount),
    );
  });
});

test("too few frames: Infinity, or 0 with a gradient of 0", () => {
  const logits = logitsOf(2);
  expect(ctc(logits, [[1, 1]]).item()).toBe(Infinity);
  const zero = ctc.with({ zeroInfinity: true });
  expect(zero(logits, [[1, 1]]).item()).toBe(0);
  expect(grad((z: Tensor) => zero(z, [[1, 1]]))(logits).data).toEqual(new Float64Array(6));
});

test("no frames: no surprisal without labels, and no path with any", () => {
  const none = ctc.with({ inputLengths: [0] });
  expect(none(logitsOf(2), [[-100]]).item()).toBe(0);
  expect(none(logitsOf(2), [[1]]).item()).toBe(Infinity);
  expect(grad((z: Tensor) => none(z, [[-100]]))(logitsOf(2)).data).toEqual(new Float64Array(6));
});

test("a masked class is as if it were not there, in all derivatives", () => {
  const full = tensor(new Float64Array([1, -Infinity, 0.5, 0.25, -Infinity, 2, -1, -Infinity, 0.75]), {
    shape: [1, 3, 3],
  });
  const rest = tensor(new Float64Array([1, 0.5, 0.25, 2, -1, 0.75]), { shape: [1, 3, 2] });
  const kept = (data: Tensor["data"]): number[] => Array.from(data).filter((_, i) => i % 3 !== 1);
  const [of, ofRest] = [(z: Tensor) => ctc(z, [[2]]), (z: Tensor) => ctc(z, [[1]])];
  expect(of(full).item()).toBeCloseTo(ofRest(rest).item(), 14);
  const ones = (x: Tensor): Tensor =>
    tensor(
      Float64Array.from(x.data, (_, i) => i + 1),
      { shape: x.shape },
    );
  const direction = tensor(
    Float64Array.from(full.data, (_, i) => (i % 3 === 1 ? 0 : Math.floor(i / 3) * 2 + Number(i % 3 > 0) + 1)),
    { shape: full.shape },
  );
  for (const [got, expected] of [
    [kept(grad(of)(full).data), grad(ofRest)(rest).data],
    [kept(hvp(of, full, direction).data), hvp(ofRest, rest, ones(rest)).data],
  ] as const)
    got.forEach((each, i) => expect(each).toBeCloseTo(expected[i] ?? Number.NaN, 13));
});

test("gradient and Hessian are those of differences, of several rows and labels of all kinds", () => {
  const plain = normal([3, 5, classCount], generator(4), { dtype: "float64" });
  for (const labels of [
    [
      [1, 2],
      [1, 1],
      [2, -100],
    ],
    [
      [-100, -100],
      [2, 1],
      [2, 2],
    ],
  ]) {
    const of = (z: Tensor): Tensor => ctc.with({ inputLengths: [5, 4, 3] })(z, labels, { sampleWeights: [1, 2, 0.5] });
    checkGradient(of, [plain], { domain: [-Infinity, Infinity] });
    checkHvp(of, [plain]);
    // Forward mode has a rule of its own.
    const direction = normal([3, 5, classCount], generator(5), { dtype: "float64" });
    const { tangent: along } = jvp(of, plain, direction);
    expect(along.item()).toBeCloseTo(sum(mul(grad(of)(plain), direction)).item(), 13);
  }
});

test("a third derivative is refused rather than wrong", () => {
  const slopes = (z: Tensor): Tensor => sum(square(grad((w: Tensor) => ctc(w, [[1]]))(z)));
  expect(() => hvp(slopes, logitsOf(3), logitsOf(3, 2))).toThrow("no third derivative");
});

test("what does not fit is refused by name", () => {
  const logits = logitsOf(4);
  expect(() => ctc(logits, [[1, 0]])).toThrow(ClassError);
  expect(() => ctc(logits, [[1, 3]])).toThrow(
    "target[1] is 3, expected 0..2 other than the blank 0, or -100 at the end",
  );
  expect(() => ctc(logits, [[-100, 1]])).toThrow("target[0] is -100");
  expect(() => ctc(logits, [1])).toThrow(ShapeError);
  expect(() => ctc.with({ blank: 3 })(logits, [[1]])).toThrow(ParameterError);
  expect(() => ctc.with({ inputLengths: [5] })(logits, [[1]])).toThrow("inputLengths[0] is 5, expected 0..4");
  expect(() => ctc.with({ inputLengths: [4, 4] })(logits, [[1]])).toThrow("inputLengths has shape [2], expected [1]");
});
