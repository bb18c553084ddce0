import { abs, expm1, logSoftmax, matmul, mul, neg, pick, square, sub, sum, transpose } from "@surprisal/tensor";
import { afterEach, describe, expect, test, vi } from "vitest";
import { compileLoss } from "../../src/compile/compileLoss.ts";
import { defineLoss } from "../../src/index.ts";

const surprisal = defineLoss({
  name: "surprisal",
  prediction: "logits",
  target: "classes",
  parameters: { factor: { default: 2 } },
  value: (logits, classes, { factor }) => mul(factor, neg(pick(logSoftmax(logits), classes))),
});
const distance = defineLoss({ name: "distance", prediction: "real", target: "real", value: (a, b) => abs(sub(a, b)) });

afterEach(() => vi.unstubAllGlobals());

function run(
  loss: Parameters<typeof compileLoss>[0],
  width: number,
  x: number[],
  y: number[],
): { form: string; values: number[]; gradient: number[] } {
  const compiled = compileLoss(loss, loss.target[0] ?? "real", width);
  const [values, gradient] = [new Float64Array(x.length / width), new Float64Array(x.length)];
  compiled.run(x.length / width, Float64Array.from(x), y, values, gradient);
  return { form: compiled.form, values: [...values], gradient: [...gradient] };
}

describe("compileLoss", () => {
  test("a loss of rows, with its parameters", () => {
    const { form, gradient, values } = run(surprisal.with({ factor: 3 }), 2, [0, 0, 40, 0], [0, 1]);
    expect(form).toBe("compiled");
    expect(values[0]).toBeCloseTo(3 * Math.LN2, 14);
    expect(values[1]).toBe(120);
    expect(gradient[0]).toBe(-1.5);
  });

  test("a loss of elements", () => {
    expect(run(distance, 1, [1, 5, 2], [2, 2, 2])).toEqual({
      form: "compiled",
      values: [1, 3, 0],
      gradient: [-1, 1, 0],
    });
  });

  test("op by op where the loss is no row program, with the same numbers", () => {
    const gram = defineLoss({
      name: "gram",
      prediction: "real",
      target: "row",
      value: (x, y) => sum(square(sub(matmul(x, transpose(x)), matmul(x, transpose(y)))), { axis: -1 }),
    });
    const { form, gradient, values } = run(gram, 2, [1, 2], [3, 4]);
    expect(form).toBe("eager");
    expect(values).toEqual([(5 - 11) ** 2]);
    // d/dx (x·x − x·y)² = 2 (x·x − x·y) (2x − y)
    expect(gradient).toEqual([2 * -6 * (2 - 3), 2 * -6 * (4 - 4)].map((each) => each + 0));
  });

  test("op by op where the page forbids code generation", () => {
    const before = run(surprisal, 3, [1, 2, 3, -1, 0, 1], [2, 0]);
    vi.stubGlobal("Function", function forbidden() {
      throw new EvalError("Refused to evaluate a string as JavaScript");
    });
    const after = run(surprisal, 3, [1, 2, 3, -1, 0, 1], [2, 0]);
    expect([before.form, after.form]).toEqual(["compiled", "eager"]);
    for (const [i, each] of after.values.entries()) expect(each).toBeCloseTo(before.values[i] ?? Number.NaN, 14);
    for (const [i, each] of after.gradient.entries()) expect(each).toBeCloseTo(before.gradient[i] ?? Number.NaN, 14);
  });

  test("an error of the loss itself is not taken for one that cannot be compiled", () => {
    const broken = defineLoss({
      name: "broken",
      prediction: "real",
      target: "real",
      value: (x) => {
        if (x.shape.length > 0) throw new RangeError("a mistake");
        return expm1(x);
      },
    });
    expect(() => compileLoss(broken, "real", 1)).toThrow(RangeError);
  });
});
