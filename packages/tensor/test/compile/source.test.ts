import { stripTypeScriptTypes } from "node:module";
import { runInNewContext } from "node:vm";
import { describe, expect, test } from "vitest";
import { CompileError, rowSource } from "../../src/compile/compile.ts";
import {
  add,
  cumsum,
  defineUnary,
  erf,
  logSoftmax,
  mul,
  neg,
  pick,
  scoped,
  square,
  sum,
  tensor,
  type Tensor,
} from "../../src/index.ts";
import { index, row } from "./rowInputs.ts";

const run = (text: string, name: string): ((...values: unknown[]) => unknown) =>
  runInNewContext(`${stripTypeScriptTypes(text).replace("export ", "")}; ${name}`) as (...values: unknown[]) => unknown;

describe("rowSource", () => {
  test("prints one function of a row, for any width", () => {
    const text = rowSource((z, k) => neg(pick(logSoftmax(z), k)), [row, index], {
      name: "surprisal",
      parameters: ["logits", "target"],
    });
    expect(text).toMatch(/^export function surprisal\(logits: ArrayLike<number>, target: number\): number \{/);
    const surprisal = run(text, "surprisal");
    expect(surprisal([40, 0], 0)).toBe(4.248354255291589e-18);
    expect(surprisal([0, 0, 0, 0], 2)).toBeCloseTo(Math.log(4), 15);
  });

  test("prints a function of a number, with its derivative", () => {
    const text = rowSource((x) => add(square(x), 1), [{ form: "number", dtype: "float64" }], {
      name: "area",
      parameters: ["side"],
      derivative: true,
    });
    expect(run(text, "area")(3)).toEqual({ value: 10, gradient: 6 });
  });

  test("prints tables and sums along the row", () => {
    const f = (z: Tensor): Tensor => sum(mul(cumsum(z), [3, 1, 2]), { axis: -1 });
    const text = rowSource(f, [row], { name: "g", parameters: ["x"], width: 3, derivative: true });
    const result = run(text, "g")([1, 10, 100]) as { value: number; gradient: Float64Array };
    expect(result.value).toBe(3 + 11 + 222);
    expect(Array.from(result.gradient)).toEqual([6, 3, 2]);
  });

  test("prints what the code of an op refers to, to any depth", () => {
    const text = rowSource((x) => erf(x), [{ form: "number", dtype: "float64" }], { name: "f", parameters: ["x"] });
    expect(text).toContain("series: (function series(x)");
    expect(run(text, "f")(1)).toBe(erf(tensor(1, { dtype: "float64" })).item());

    const half = scoped(
      { two: 2 },
      ({ two }) =>
        (x: number) =>
          x / two,
    );
    const quarter = scoped({ half }, (own) => (x: number) => own.half(own.half(x)));
    const quartered = rowSource(
      (x) => defineUnary("quarter", quarter, null)(x),
      [{ form: "number", dtype: "float64" }],
      {
        name: "f",
        parameters: ["x"],
      },
    );
    expect(run(quartered, "f")(6)).toBe(1.5);
  });

  test("says what it cannot print", () => {
    const perWidth = (z: Tensor): Tensor => mul(sum(z, { axis: -1 }), 1 / (z.shape.at(-1) ?? 1));
    const print =
      (f: (z: Tensor) => Tensor): (() => string) =>
      () =>
        rowSource(f, [row], { name: "f", parameters: ["x"] });
    expect(print(perWidth)).toThrow(CompileError);
    expect(print(perWidth)).toThrow("rowSource: f depends on the width of its rows, expected one in the options");
    const factor = 3;
    const scaled = defineUnary("scaled", (x) => factor * x, null);
    expect(print((z) => sum(scaled(z), { axis: -1 }))).toThrow("rowSource: the code of scaled refers to other code");
  });
});
