import { logSoftmax, neg, pick, square, sub } from "@surprisal/tensor";
import { describe, expect, test } from "vitest";
import { compileLoss, fuse, toSource, toTex, toWgsl } from "../../src/compile/compile.ts";
import { defineLoss, ParameterError } from "../../src/index.ts";

const squared = defineLoss({
  name: "squared",
  prediction: "real",
  target: "real",
  value: (x, y) => square(sub(x, y)),
});
const surprisal = defineLoss({
  name: "surprisal",
  prediction: "logits",
  target: "classes",
  value: (logits, classes) => neg(pick(logSoftmax(logits), classes)),
});

/** As JavaScript calls it, to which types say nothing. */
const untyped = (f: unknown): ((...given: unknown[]) => unknown) => f as (...given: unknown[]) => unknown;
const units = { fuse, toSource, toTex, toWgsl, compileLoss: (loss: unknown) => untyped(compileLoss)(loss, "real", 1) };

describe.each(Object.entries(units))("%s", (unit, f) => {
  test("refuses what is no loss", () => {
    expect(() => untyped(f)(square)).toThrow(
      new ParameterError(`${unit}: loss is a function, expected a loss of defineLoss, of single examples`),
    );
    expect(() => untyped(f)()).toThrow(ParameterError);
  });
});

test.each(Object.entries({ fuse, toSource, toTex, toWgsl }))(
  "%s refuses an option that it does not know",
  (unit, f) => {
    expect(() => untyped(f)(squared, { derivatives: true })).toThrow(`${unit}: unknown option derivatives, expected `);
  },
);

test.each(Object.entries({ toSource, toTex, toWgsl }))("%s refuses a target that the loss does not take", (unit, f) => {
  expect(() => f(squared, { target: "classes" })).toThrow(
    new ParameterError(`${unit}: kind of target is classes, expected real`),
  );
});

describe("what would be computed op by op without a word", () => {
  test("a form or dtype that there is none of", () => {
    expect(() => untyped(fuse)(squared, { form: "wsam" })).toThrow(
      new ParameterError("fuse: form is wsam, expected auto, wasm, javascript, interpreter"),
    );
    expect(() => untyped(compileLoss)(squared, "real", 1, { dtype: "int32" })).toThrow(
      new ParameterError("compileLoss: dtype is int32, expected float32, float64"),
    );
    expect(() => untyped(compileLoss)(squared, "real", 1, { from: "wasm" })).toThrow(
      "compileLoss: unknown option from",
    );
  });

  test("a kind of target that the loss does not take", () => {
    expect(() => compileLoss(surprisal, "distribution", 3)).toThrow(
      new ParameterError("compileLoss: kind of target is distribution, expected classes"),
    );
    expect(() => fuse(surprisal).formFor("real", 1)).toThrow("formFor: kind of target is real, expected classes");
  });

  test.each([0, 2.5, Number.NaN, undefined])("a width of %s", (width) => {
    expect(() => untyped(compileLoss)(surprisal, "classes", width)).toThrow(
      new ParameterError(`compileLoss: width is ${width}, expected how many classes a row has`),
    );
  });
});
