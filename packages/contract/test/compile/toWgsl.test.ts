import { abs, logSoftmax, neg, pick, sub, transpose, sum } from "@surprisal/tensor";
import { CompileError } from "@surprisal/tensor/compile";
import { describe, expect, test } from "vitest";
import { toWgsl } from "../../src/compile/toWgsl.ts";
import { defineLoss } from "../../src/index.ts";

// The shaders of all losses are run in a browser by the tests of the demo app.

const surprisal = defineLoss({
  name: "surprisal",
  prediction: "logits",
  target: ["classes", "distribution"],
  value: (logits, target, _, { target: kind }) => {
    const each = neg(logSoftmax(logits));
    return kind === "classes" ? pick(each, target) : sum(each, { axis: -1 });
  },
});
const distance = defineLoss({ name: "distance", prediction: "real", target: "real", value: (a, b) => abs(sub(a, b)) });

describe("toWgsl", () => {
  test("classes are whole numbers, distributions rows", () => {
    const types = (target: "classes" | "distribution"): unknown[] =>
      toWgsl(surprisal, { target, classCount: 10 }).bindings.flatMap((each) =>
        each.holds === "input" ? [[each.type, each.numbers]] : [],
      );
    expect(types("classes")).toEqual([
      ["f32", 10],
      ["i32", 1],
    ]);
    // The target of this one is not read.
    expect(types("distribution")).toEqual([["f32", 10]]);
  });

  test("the gradient is one more output", () => {
    const outputs = (derivative: boolean): number[] =>
      toWgsl(surprisal, { classCount: 70, derivative }).bindings.flatMap((each) =>
        each.holds === "output" ? [each.numbers] : [],
      );
    expect(outputs(false)).toEqual([1]);
    expect(outputs(true)).toEqual([1, 70]);
  });

  test("a loss of elements wants no classCount", () => {
    const { code, rowsPerWorkgroup } = toWgsl(distance);
    expect(code).toContain("abs(s2)");
    expect(rowsPerWorkgroup).toBe(64);
    expect(toWgsl(distance, { classCount: 100 }).code).toBe(code);
  });

  test("refuses rows of an unknown width, and what is no row program", () => {
    expect(() => toWgsl(surprisal)).toThrow("toWgsl: classCount is missing, expected how many classes a row has");
    const mixed = defineLoss({
      name: "mixed",
      prediction: "real",
      target: "row",
      value: (x) => sum(transpose(x), { axis: -1 }),
    });
    expect(() => toWgsl(mixed, { classCount: 3 })).toThrow(CompileError);
  });
});
