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
  options: Parameters<typeof compileLoss>[3] = {},
): { form: string; values: number[]; gradient: number[] } {
  const compiled = compileLoss(loss, loss.target[0] ?? "real", width, options);
  const [values, gradient] = [new Float64Array(x.length / width), new Float64Array(x.length)];
  compiled.run(x.length / width, Float64Array.from(x), y, values, gradient);
  return { form: compiled.form, values: [...values], gradient: [...gradient] };
}

/** Close by; NaN only to itself. */
const close = (x: number): unknown => (Number.isFinite(x) ? expect.closeTo(x, 13) : x);

/** TypeScript declares it in the library of the DOM only. */
const webAssembly = Reflect.get(globalThis, "WebAssembly") as {
  Module: new (bytes: Uint8Array) => object;
  CompileError: new (message: string) => Error;
};
const forms = ["wasm", "javascript", "interpreter"] as const;

describe("compileLoss", () => {
  test.each(forms)("a loss of rows, with its parameters: %s", (asked) => {
    const { form, gradient, values } = run(surprisal.with({ factor: 3 }), 2, [0, 0, 40, 0], [0, 1], { form: asked });
    expect(form).toBe(asked);
    expect(values[0]).toBeCloseTo(3 * Math.LN2, 14);
    expect(values[1]).toBe(120);
    expect(gradient[0]).toBe(-1.5);
  });

  test.each(forms)("a loss of elements: %s", (form) => {
    expect(run(distance, 1, [1, 5, 2], [2, 2, 2], { form })).toEqual({
      form,
      values: [1, 3, 0],
      gradient: [-1, 1, 0],
    });
  });

  test("in float32, by WebAssembly", () => {
    const compiled = compileLoss(surprisal, "classes", 3, { dtype: "float32" });
    const [values, gradient] = [new Float32Array(1), new Float32Array(3)];
    compiled.run(1, Float32Array.of(1, 2, 3), [2], values, gradient);
    expect(compiled.form).toBe("wasm");
    // 2·log(1 + e⁻¹ + e⁻²)
    expect(values[0]).toBeCloseTo(0.8152119, 6);
    expect(gradient[2]).toBeCloseTo(2 * (Math.exp(-0.40760595) - 1), 6);
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

  test("without WebAssembly by JavaScript, without both by the interpreter, with the same numbers", () => {
    const of = (factor: number, options = {}): ReturnType<typeof run> =>
      run(surprisal.with({ factor }), 3, [1, 2, 3, -1, 0, 1, Infinity, 0, -Infinity], [2, 0, 1], options);
    const before = of(2);
    const refused = vi.spyOn(webAssembly, "Module").mockImplementation(function forbidden() {
      throw new webAssembly.CompileError("Wasm code generation disallowed by embedder");
    });
    // Other parameters: what has been compiled is there.
    const printed = of(2.5);
    vi.stubGlobal("Function", function forbidden() {
      throw new EvalError("Refused to evaluate a string as JavaScript");
    });
    const interpreted = of(3);
    const asked = of(3.5, { form: "javascript" });
    refused.mockRestore();
    const all = [before, printed, interpreted, asked];
    expect(all.map(({ form }) => form)).toEqual(["wasm", "javascript", "interpreter", "eager"]);
    for (const [k, { gradient, values }] of all.entries()) {
      const factor = (4 + k) / 4;
      expect(values).toEqual(before.values.map((each) => close(factor * each)));
      expect(gradient).toEqual(before.gradient.map((each) => close(factor * each)));
    }
  });

  test("the same graph is compiled once", () => {
    const again = defineLoss({
      name: "again",
      prediction: "logits",
      target: "classes",
      value: (z, k) => mul(7, neg(pick(logSoftmax(z), k))),
    });
    const modules = vi.spyOn(webAssembly, "Module");
    compileLoss(surprisal.with({ factor: 7 }), "classes", 3);
    compileLoss(surprisal.with({ factor: 7 }), "classes", 3);
    compileLoss(again, "classes", 3);
    expect(modules).toHaveBeenCalledTimes(1);
    compileLoss(again, "classes", 4);
    expect(modules).toHaveBeenCalledTimes(2);
    modules.mockRestore();
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
