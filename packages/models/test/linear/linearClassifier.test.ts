import { ClassError, DataError, DTypeError, ParameterError, ShapeError } from "@surprisal/contract";
import { permutation, generator, take, tensor } from "@surprisal/tensor";
import { beforeAll, describe, expect, test } from "vitest";
import { LogisticRegression, NotFittedError, SoftmaxRegression, type FitProgress } from "../../src/index.ts";
import { readNumeric, type DataSet } from "../data.ts";

const x = tensor([
  [0, 1],
  [1, 0],
  [2, 2],
  [3, 1],
]);
const y = [0, 1, 2, 1];
let wine: DataSet;

beforeAll(async () => {
  wine = await readNumeric("wine");
});

describe("fit", () => {
  test("tells of each iteration, and the objective never rises", async () => {
    const told: FitProgress[] = [];
    const model = await new SoftmaxRegression().fit(wine.x, wine.y, { onProgress: (each) => told.push(each) });
    expect(told.map(({ iteration }) => iteration)).toEqual(
      Array.from({ length: model.summary.iterations }, (_, i) => i + 1),
    );
    for (const [i, { objective }] of told.entries()) {
      expect(objective).toBeLessThanOrEqual((told[i - 1]?.objective ?? Infinity) * (1 + 1e-12));
    }
    expect(told.at(-1)?.objective).toBe(model.summary.objective);
    expect(Math.abs(model.summary.objective / wine.reference.objective_sum - 1)).toBeLessThan(1e-10);
  });

  test("does not depend on the order of the rows", async () => {
    const order = permutation(wine.y.length, generator(5));
    const shuffled = take(wine.x as ReturnType<typeof tensor>, order);
    const labels = Int32Array.from(order.data, (i) => wine.y[i] ?? 0);
    const model = await new SoftmaxRegression().fit(wine.x, wine.y);
    const other = await new SoftmaxRegression().fit(shuffled, labels);
    for (const [i, weight] of model.coefficients.data.entries()) {
      expect(other.coefficients.data[i]).toBeCloseTo(weight, 6);
    }
  });

  test("ends when told to, and says that it did not converge", async () => {
    const stop = new AbortController();
    const model = await new SoftmaxRegression().fit(wine.x, wine.y, {
      signal: stop.signal,
      onProgress: ({ iteration }) => {
        if (iteration === 3) stop.abort();
      },
    });
    expect(model.summary).toMatchObject({ converged: false, reason: "aborted", iterations: 3 });
    const short = await new SoftmaxRegression({ maxIterations: 2 }).fit(wine.x, wine.y);
    expect(short.summary).toMatchObject({ converged: false, reason: "maxIterations", iterations: 2 });
  });

  test("reads float32 and integers as the numbers they are", async () => {
    const whole = await new SoftmaxRegression().fit(tensor(x, { dtype: "int32" }), y);
    const single = await new SoftmaxRegression().fit(tensor(x, { dtype: "float32" }), tensor(Int32Array.from(y)));
    expect(single.coefficients.toArray()).toEqual(whole.coefficients.toArray());
  });

  const wrong: readonly (readonly [string, () => Promise<unknown>, new (message: string) => Error, RegExp])[] = [
    [
      "x of one axis",
      () => new SoftmaxRegression().fit(tensor([1, 2]), [0, 1]),
      ShapeError,
      /x has shape \[2\], expected \[N, D\]/,
    ],
    [
      "too few classes",
      () => new SoftmaxRegression().fit(x, [1, 1, 1, 1]),
      DataError,
      /y holds only class 1, expected two/,
    ],
    [
      "y of another length",
      () => new SoftmaxRegression().fit(x, [0, 1]),
      ShapeError,
      /y has shape \[2\], expected \[4\]/,
    ],
    [
      "words for classes",
      // @ts-expect-error Numbers they must be.
      () => new SoftmaxRegression().fit(x, ["a", "b", "a", "b"]),
      DTypeError,
      /fit: y: values hold a string, expected numbers/,
    ],
    ["a class left out", () => new SoftmaxRegression().fit(x, [0, 2, 0, 2]), ClassError, /y holds no 1/],
    ["a negative class", () => new SoftmaxRegression().fit(x, [0, -1, 1, 1]), ClassError, /y\[1\] is -1/],
    ["half a class", () => new SoftmaxRegression().fit(x, [0, 0.5, 1, 1]), ClassError, /y\[1\] is 0.5/],
    [
      "NaN",
      () =>
        new SoftmaxRegression().fit(
          tensor([
            [1, Number.NaN],
            [0, 0],
          ]),
          [0, 1],
        ),
      DataError,
      /x\[0, 1\] is NaN, expected a finite number/,
    ],
    [
      "no rows",
      () => new SoftmaxRegression().fit(tensor(new Float64Array(0), { shape: [0, 2] }), []),
      DataError,
      /no rows/,
    ],
    [
      "sparse rows that do not fit",
      () =>
        new SoftmaxRegression().fit(
          {
            rows: 2,
            columns: 1,
            rowStarts: new Int32Array([0, 1, 1]),
            columnIndices: new Int32Array([4]),
            values: new Float64Array([1]),
          },
          [0, 1],
        ),
      ShapeError,
      /columnIndices\[0\] is 4, expected 0\.\.0/,
    ],
  ];
  test.each(wrong)("refuses %s", async (_, fit, error, message) => {
    await expect(fit()).rejects.toThrow(error);
    await expect(fit()).rejects.toThrow(message);
  });

  test("refuses options outside of their domains", () => {
    expect(() => new SoftmaxRegression({ c: 0 })).toThrow(ParameterError);
    expect(() => new SoftmaxRegression({ c: Infinity })).toThrow(
      "SoftmaxRegression: c is Infinity, expected a finite number above 0",
    );
    expect(() => new LogisticRegression({ maxIterations: 0.5 })).toThrow("LogisticRegression: maxIterations is 0.5");
    expect(() => new LogisticRegression({ gradientTolerance: -1 })).toThrow("gradientTolerance is -1");
  });

  test("a fit that fails leaves the model as it was", async () => {
    const model = await new SoftmaxRegression().fit(x, y);
    const before = JSON.stringify(model);
    await expect(model.fit(x, [0, 1])).rejects.toThrow(ShapeError);
    expect(JSON.stringify(model)).toBe(before);
  });
});

describe("before a fit", () => {
  test.each(["coefficients", "intercept", "summary", "classCount", "featureCount"] as const)(
    "%s is refused",
    (what) => {
      expect(() => new SoftmaxRegression()[what]).toThrow(NotFittedError);
    },
  );
  test("so is a prediction", () => {
    expect(() => new LogisticRegression().predict(x)).toThrow("LogisticRegression: predictLogits is asked before fit");
  });
});

test("rows of another width are refused", async () => {
  const model = await new SoftmaxRegression().fit(x, y);
  expect(() => model.predict(tensor([[1, 2, 3]]))).toThrow(
    "SoftmaxRegression.predictLogits: x has 3 features, expected 2",
  );
});
