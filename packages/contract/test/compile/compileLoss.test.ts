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
  x: readonly number[],
  y: readonly number[],
): { form: string; values: number[]; gradient: number[] } {
  const compiled = compileLoss(loss, loss.target[0] ?? "real", width);
  const [values, gradient] = [new Float64Array(x.length / width), new Float64Array(x.length)];
  compiled.run(x.length / width, Float64Array.from(x), y, values, gradient);
  return { form: compiled.form, values: [...values], gradient: [...gradient] };
}

describe("compileLoss", () => {
  test("a loss of rows, with its parameters", () => {
    const { form, gradient, values } = run(surprisal.with({ factor: 3 }), 2, [0, 0, 40, 0], [0, 1]);
    expect(form).toBe("javascript");
    expect(values[0]).toBeCloseTo(3 * Math.LN2, 14);
    expect(values[1]).toBe(120);
    expect(gradient[0]).toBe(-1.5);
  });

  test("a loss of elements", () => {
    expect(run(distance, 1, [1, 5, 2], [2, 2, 2])).toEqual({
      form: "javascript",
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

  describe("where the page forbids code generation", () => {
    const forbid = (): void => {
      vi.stubGlobal("Function", function forbidden() {
        throw new EvalError("Refused to evaluate a string as JavaScript");
      });
    };

    test("the interpreter, with the same numbers, also for rows that are not ordinary", () => {
      const given = [surprisal, 3, [1, 2, 3, -1, 0, 1, Infinity, 0, -Infinity], [2, 0, 1]] as const;
      const before = run(...given);
      forbid();
      const after = run(...given);
      expect([before.form, after.form]).toEqual(["javascript", "interpreter"]);
      expect({ ...after, form: "" }).toEqual({ ...before, form: "" });
    });

    test("JavaScript, if it is asked for, is no more than op by op", () => {
      forbid();
      expect(compileLoss(surprisal, "classes", 3, { form: "javascript" }).form).toBe("eager");
    });
  });

  test("the interpreter where it is asked for", () => {
    expect(compileLoss(surprisal, "classes", 3, { form: "interpreter" }).form).toBe("interpreter");
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
