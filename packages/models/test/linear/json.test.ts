import { DataError, SurprisalError } from "@surprisal/contract";
import { tensor } from "@surprisal/tensor";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { LogisticRegression, SoftmaxRegression, type LinearClassifierJSON } from "../../src/index.ts";

const x = tensor([
  [0, 1],
  [1, 0],
  [2, 2],
  [3, 1],
]);
let json: LinearClassifierJSON;

beforeAll(async () => {
  json = JSON.parse(JSON.stringify(await new SoftmaxRegression({ c: 3 }).fit(x, [0, 1, 2, 1])));
});

/** A copy with one place, named by its path, changed. */
function changed(path: string, value: unknown): unknown {
  const copy = structuredClone(json) as unknown as Record<string, unknown>;
  const keys = path.split(".");
  const last = keys.pop() ?? "";
  const inner = keys.reduce((at, key) => at[key] as Record<string, unknown>, copy);
  if (value === undefined) delete inner[last];
  else inner[last] = value;
  return copy;
}

describe("a model as JSON", () => {
  test("comes back the same, to the last bit", () => {
    const model = SoftmaxRegression.fromJSON(json);
    expect(JSON.stringify(model)).toBe(JSON.stringify(json));
    expect(model.options).toMatchObject({ c: 3 });
    expect(model.predict(x).toArray()).toEqual([0, 1, 2, 1]);
  });

  test("logistic regression too", async () => {
    const model = await new LogisticRegression().fit(x, [0, 1, 1, 0]);
    const back = LogisticRegression.fromJSON(JSON.parse(JSON.stringify(model)));
    expect(back.predictLogits(x).toArray()).toEqual(model.predictLogits(x).toArray());
  });

  test.each([
    ["format", "other", 'format is "other"'],
    ["version", 2, "version is 2, expected 1"],
    ["model", "LogisticRegression", 'model is "LogisticRegression", expected "SoftmaxRegression"'],
    ["classCount", 4, "intercept is a list of 3, expected a list of 4"],
    ["classCount", 1e9, "classCount is 1000000000, expected a whole number from 2"],
    ["coefficients.1", [1], "coefficients[1] is a list of 1, expected a list of 2"],
    ["coefficients.0.1", null, "coefficients[0][1] is null, expected a finite number"],
    ["intercept", [0, 0, "0"], 'intercept[2] is "0", expected a finite number'],
    ["summary.converged", 1, "converged is 1, expected true or false"],
    ["options.c", "1", 'c is "1", expected a finite number'],
    ["options", undefined, "found undefined, expected an object with c"],
  ])("%s = %j is refused", (path, value, message) => {
    expect(() => SoftmaxRegression.fromJSON(changed(path, value))).toThrow(SurprisalError);
    expect(() => SoftmaxRegression.fromJSON(changed(path, value))).toThrow(message);
  });

  test("whatever it is given, an error of this library or a model of finite weights", () => {
    const paths = [
      "format",
      "version",
      "classCount",
      "coefficients",
      "coefficients.0",
      "coefficients.2.1",
      "intercept",
      "intercept.0",
      "summary",
      "options",
      "options.fitIntercept",
    ];
    fc.assert(
      fc.property(fc.constantFrom(...paths), fc.jsonValue(), (path, value) => {
        try {
          const model = SoftmaxRegression.fromJSON(changed(path, value));
          expect(model.coefficients.data.every(Number.isFinite)).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(SurprisalError);
        }
      }),
    );
  });

  test("what a prototype holds is not read", () => {
    expect(() => SoftmaxRegression.fromJSON(Object.create(json))).toThrow(DataError);
    expect(() => SoftmaxRegression.fromJSON(null)).toThrow("found null, expected an object");
  });
});
