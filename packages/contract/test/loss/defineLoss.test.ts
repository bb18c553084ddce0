import {
  abs,
  add,
  grad,
  logSoftmax,
  mul,
  neg,
  pick,
  sub,
  sum,
  take,
  tensor,
  type Tensor,
  type TensorLike,
} from "@surprisal/tensor";
import { describe, expect, test } from "vitest";
import {
  ClassError,
  defineLoss,
  DTypeError,
  ParameterError,
  ShapeError,
  type ParameterSpecification,
} from "../../src/index.ts";

const absoluteError = defineLoss({
  name: "absoluteError",
  prediction: "real",
  target: "real",
  value: (prediction, target) => abs(sub(prediction, target)),
});

const surprisal = defineLoss({
  name: "surprisal",
  prediction: "logits",
  target: ["classes", "distribution"],
  parameters: { factor: { default: 1, domain: "(0, 8]" }, words: { default: "few", oneOf: ["few", "many"] } },
  value: (logits, target, { factor }, { target: kind }) => {
    const each = mul(factor, neg(logSoftmax(logits)));
    return kind === "classes" ? pick(each, target) : sum(mul(target, each), { axis: -1 });
  },
  traits: ({ factor }) => ({ convex: true, smoothness: factor / 2 }),
});

const float64 = (values: number[] | number[][]): Tensor => tensor(values, { dtype: "float64" });
const logits = float64([
  [1, 0, 2],
  [0, 3, 1],
  [2, 2, 0],
]);

describe("defineLoss", () => {
  test("gives one value an example, and says what it is", () => {
    expect(absoluteError([1, 2, 3], [1, 0, 7]).toArray()).toEqual([0, 2, 4]);
    expect(surprisal(logits, [0, 1, 2]).shape).toEqual([3]);
    expect(surprisal.name).toBe("surprisal");
    expect({ ...surprisal }).toMatchObject({
      lossName: "surprisal",
      prediction: "logits",
      target: ["classes", "distribution"],
    });
  });

  test("mean, sum and total agree", () => {
    const total = sum(surprisal(logits, [0, 1, 2])).item();
    expect(surprisal.sum(logits, [0, 1, 2]).item()).toBeCloseTo(total, 14);
    expect(surprisal.mean(logits, [0, 1, 2]).item()).toBeCloseTo(total / 3, 14);
    expect(surprisal.total(logits, [0, 1, 2]).normalizer.item()).toBe(3);
  });

  test("totals of parts add up to the total of the whole", () => {
    const sampleWeights = [0.5, 2, 0.25];
    const whole = surprisal.total(logits, [0, 1, 2], { sampleWeights });
    const parts = [0, 1, 2].map((i) =>
      surprisal.total(take(logits, Int32Array.of(i)), [i], { sampleWeights: sampleWeights.slice(i, i + 1) }),
    );
    expect(parts.reduce((a, { sum: b }) => a + b.item(), 0)).toBeCloseTo(whole.sum.item(), 14);
    expect(parts.reduce((a, { normalizer }) => a + normalizer.item(), 0)).toBe(whole.normalizer.item());
  });

  test("class weights and sample weights multiply; the mean divides by what counted", () => {
    const plain = surprisal(logits, [0, 1, 2]).data;
    const options = { classWeights: [1, 2, 4], sampleWeights: [3, 5, 0.5] };
    expect(surprisal(logits, [0, 1, 2], options).toArray()).toEqual([3 * plain[0]!, 10 * plain[1]!, 2 * plain[2]!]);
    expect(surprisal.total(logits, [0, 1, 2], options).normalizer.item()).toBe(15);
  });

  test("what is ignored or has weight 0 adds exactly 0, whatever stands there", () => {
    const broken = float64([
      [Number.NaN, Infinity, 0],
      [0, 3, 1],
      [-Infinity, -Infinity, Number.NaN],
    ]);
    const classes = [-100, 1, 2];
    const options = { sampleWeights: [1, 1, 0] };
    expect(surprisal(broken, classes, options).toArray()).toEqual([0, surprisal(logits, [0, 1, 2]).data[1], 0]);
    const gradient = grad((z: Tensor) => surprisal.mean(z, classes, options))(broken).toArray() as number[][];
    expect(gradient[0]).toEqual([0, 0, 0]);
    expect(gradient[2]).toEqual([0, 0, 0]);
    expect(gradient[1]).toEqual((grad((z: Tensor) => surprisal.sum(z, [0, 1, 2]))(logits).toArray() as number[][])[1]);
  });

  test("a mean over examples that weigh nothing is NaN, and so is its gradient; whenEmpty says otherwise", () => {
    const options = { sampleWeights: [0, 0, 0] };
    expect(surprisal.mean(logits, [0, 1, 2], options).item()).toBeNaN();
    expect(grad((z: Tensor) => surprisal.mean(z, [0, 1, 2], options))(logits).data.every(Number.isNaN)).toBe(true);
    expect(surprisal.mean(logits, [0, 1, 2], { ...options, whenEmpty: 0 }).item()).toBe(0);
  });

  test("the class axis can be another than the last", () => {
    const across = float64([
      [1, 0, 2],
      [0, 3, 2],
      [2, 1, 0],
    ]);
    expect(surprisal(across, [0, 1, 2], { axis: 0 }).toArray()).toEqual(surprisal(logits, [0, 1, 2]).toArray());
  });

  test("with makes another loss, and leaves the first as it was", () => {
    const twice = surprisal.with({ factor: 2 });
    expect(twice.parameters).toEqual({ factor: 2, words: "few" });
    expect(twice.traits).toEqual({ convex: true, smoothness: 1 });
    expect(surprisal.parameters.factor).toBe(1);
    expect(twice(logits, [0, 1, 2]).toArray()).toEqual(mul(2, surprisal(logits, [0, 1, 2])).toArray());
    expect(twice.with({ words: "many" }).parameters).toEqual({ factor: 2, words: "many" });
  });

  test("plain numbers keep their digits beside float64, in targets and weights", () => {
    expect(absoluteError(float64([0.3]), [0.1]).item()).toBe(0.3 - 0.1);
    expect(absoluteError(float64([1]), [0], { sampleWeights: [0.1] }).item()).toBe(0.1);
    expect(absoluteError([0.3], [0.1]).dtype).toBe("float32");
  });

  test("a target that broadcasts is repeated", () => {
    expect(
      absoluteError(
        [
          [1, 2],
          [3, 4],
        ],
        [1, 1],
      ).toArray(),
    ).toEqual([
      [0, 1],
      [2, 3],
    ]);
    expect(absoluteError([1, 2], 5).toArray()).toEqual([4, 3]);
  });
});

describe("what is wrong is refused, by name", () => {
  const cases: readonly (readonly [string, () => unknown, new (message: string) => Error, string])[] = [
    [
      "a class that is not there",
      () => surprisal(logits, [0, 1, 3]),
      ClassError,
      "surprisal: target[2] is 3, expected 0..2",
    ],
    [
      "classes for other rows",
      () => surprisal(logits, tensor(Int32Array.of(0, 1))),
      ShapeError,
      "surprisal: target has shape [2], expected [3]",
    ],
    [
      "a distribution over other classes",
      () =>
        surprisal(
          logits,
          float64([
            [1, 0],
            [1, 0],
            [1, 0],
          ]),
        ),
      ShapeError,
      "surprisal: target has shape [3, 2], expected [3, 3]",
    ],
    [
      "classes where none can be",
      () =>
        defineLoss({ name: "some", prediction: "logits", target: "distribution", value: (z) => sum(z, { axis: -1 }) })(
          logits,
          tensor(Int32Array.of(0, 1, 2)),
        ),
      ShapeError,
      "some: target has shape [3], expected [3, 3]",
    ],
    [
      "a distribution where classes must be",
      () => defineLoss({ name: "some", prediction: "logits", target: "classes", value: pick })(logits, logits),
      DTypeError,
      "some: target is float64, expected classes as int32",
    ],
    [
      "logits without an axis",
      () => surprisal(1, [0]),
      ShapeError,
      "surprisal: prediction has shape [], expected [… C]",
    ],
    [
      "an axis that is not there",
      () => surprisal(logits, [0, 1, 2], { axis: 2 }),
      ParameterError,
      "surprisal: axis is 2, expected -2..1",
    ],
    [
      "ignoreIndex beside distributions",
      () => surprisal(logits, logits, { ignoreIndex: 1 }),
      ParameterError,
      "surprisal: ignoreIndex is 1, expected none",
    ],
    [
      "options that are no object",
      // @ts-expect-error An object it must be.
      () => surprisal.mean(logits, [0, 1, 2], null),
      ParameterError,
      "surprisal: option is null, expected an object",
    ],
    [
      "parameters that are no object",
      // @ts-expect-error An object it must be.
      () => surprisal.with(0.1),
      ParameterError,
      "surprisal: parameter is 0.1, expected an object",
    ],
    [
      "classWeights beside numbers",
      () => absoluteError([1], [2], { classWeights: [1] }),
      ParameterError,
      "absoluteError: classWeights are given, expected none",
    ],
    [
      "a negative weight",
      () => absoluteError([1, 1], [2, 2], { sampleWeights: [1, -1] }),
      ParameterError,
      "absoluteError: sampleWeights[1] is -1, expected a finite number from 0",
    ],
    [
      "weights of another length",
      () => absoluteError([1, 1], [2, 2], { sampleWeights: [1, 1, 1] }),
      ShapeError,
      "absoluteError: sampleWeights: shapes [3] and [2] do not broadcast",
    ],
    [
      "a target of another length",
      () => absoluteError([1, 1], [2, 2, 2]),
      ShapeError,
      "absoluteError: target: shapes [3] and [2] do not broadcast",
    ],
    [
      "a parameter outside of its domain",
      () => surprisal.with({ factor: 0 }),
      ParameterError,
      "surprisal: factor is 0, expected (0, 8]",
    ],
    [
      "NaN for a parameter",
      () => surprisal.with({ factor: Number.NaN }),
      ParameterError,
      "surprisal: factor is NaN, expected (0, 8]",
    ],
    [
      "a word that is not in the list",
      () => surprisal.with({ words: "none" }),
      ParameterError,
      "surprisal: words is none, expected one of few, many",
    ],
    [
      "a fraction where a whole number is needed",
      () =>
        defineLoss({
          name: "series",
          prediction: "real",
          target: "real",
          parameters: { terms: { default: 2, domain: "[1, ∞)", integer: true } },
          value: add,
        }).with({ terms: 2.5 }),
      ParameterError,
      "series: terms is 2.5, expected a whole number",
    ],
    [
      "a default outside of its domain",
      () =>
        defineLoss({
          name: "odd",
          prediction: "real",
          target: "real",
          parameters: { k: { default: 0, domain: "(0, ∞)" } },
          value: add,
        }),
      ParameterError,
      "odd: k is 0, expected (0, ∞)",
    ],
    [
      "a probability above 1",
      () =>
        defineLoss({ name: "odd", prediction: "probabilities", target: "probability", value: sub })([0.5, 1.5], [0, 1]),
      ParameterError,
      "odd: prediction[1] is 1.5, expected a number from 0 to 1",
    ],
  ];
  test.each(cases)("%s", (_, call, error, message) => {
    expect(call).toThrow(error);
    expect(call).toThrow(message);
  });
});

describe("kinds of targets", () => {
  const margin = defineLoss({ name: "margin", prediction: "real", target: "sign", value: (x, y) => mul(x, y) });
  const scale: ParameterSpecification<TensorLike> = { default: 1, domain: "(0, ∞)", tensor: true };
  const distance = defineLoss({
    name: "distance",
    prediction: "logits",
    target: "row",
    parameters: { scale },
    value: (x, y, { scale: each }) => sum(mul(each, abs(sub(x, y))), { axis: -1 }),
  });

  test("a sign is -1 or 1", () => {
    expect(margin([2, 3], [-1, 1]).toArray()).toEqual([-2, 3]);
    expect(() => margin([2, 3], [1, 0])).toThrow("margin: target[1] is 0, expected -1 or 1");
  });

  test("a row has an element for each class, along the same axis", () => {
    expect(
      distance(
        [
          [1, 2],
          [3, 4],
        ],
        [
          [0, 0],
          [3, 3],
        ],
      ).toArray(),
    ).toEqual([3, 1]);
    expect(
      distance(
        [
          [1, 3],
          [2, 4],
        ],
        [
          [0, 3],
          [0, 3],
        ],
        { axis: 0 },
      ).toArray(),
    ).toEqual([3, 1]);
    expect(() => distance([[1, 2]], [1])).toThrow("distance: target has shape [1], expected [1, 2]");
  });

  test("a parameter that may be a tensor takes plain arrays; each element is checked", () => {
    expect(
      distance
        .with({ scale: [10, 1] })([[1, 2]], [[0, 0]])
        .toArray(),
    ).toEqual([12]);
    expect(() => distance.with({ scale: [1, 0] })).toThrow("distance: scale[1] is 0, expected (0, ∞)");
  });
});

test("class weights beside a target that names no class are refused, unless the loss knows what to do with them", () => {
  expect(() => surprisal(logits, logits, { classWeights: [1, 2, 3] })).toThrow(
    "surprisal: classWeights are given, expected none: the target holds no classes",
  );
});
