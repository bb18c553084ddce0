import { afterEach, describe, expect, test, vi } from "vitest";
import {
  CompileError,
  elementHessianProgram,
  elementProgram,
  rowHessianProgram,
  rowProgram,
} from "../../src/compile/compile.ts";
import { JavaScriptPrinter } from "../../src/compile/javascript.ts";
import { scheduleOf, traceRows } from "../../src/compile/tracedRows.ts";
import {
  add,
  composed,
  defineUnary,
  exp,
  generator,
  grad,
  hvp,
  logSoftmax,
  matmul,
  mean,
  mul,
  neg,
  normal,
  ones,
  pick,
  softplus,
  square,
  sub,
  sum,
  tensor,
  type Tensor,
} from "../../src/index.ts";
import { rowFunctions, type RowFunction } from "./rowFunctions.ts";
import { index, row } from "./rowInputs.ts";

const [count, width] = [40, 6];
const x = Float64Array.from(
  normal([count * width], generator(3), { dtype: "float64" }).data,
  (z, i) => z * [1, 10, 300][i % 3]!,
);
const y = Int32Array.from({ length: count }, (_, i) => (5 * i) % width);

/** Value and gradient, compiled and op by op. */
function both(f: RowFunction): { compiled: Float64Array[]; eager: Float64Array[] } {
  const compiled = [new Float64Array(count), new Float64Array(count * width)];
  rowProgram(f, width, [row, index], { form: "javascript" })(count, [x, y], compiled);
  const [rows, places] = [tensor(x, { shape: [count, width] }), tensor(y)];
  const slope = grad((z: Tensor) => sum(f(z, places)))(rows);
  return { compiled, eager: [f(rows, places), slope].map(({ data }) => Float64Array.from(data)) };
}

describe("rowProgram", () => {
  test.each(Object.entries(rowFunctions))("%s: as op by op", (_, f) => {
    const { compiled, eager } = both(f);
    for (const [k, each] of eager.entries()) {
      for (const [i, right] of each.entries()) {
        const got = compiled[k]?.[i] ?? Number.NaN;
        expect(
          Math.abs(got - right),
          `${["value", "gradient"][k]}[${i}]: ${got}, expected ${right}`,
        ).toBeLessThanOrEqual(1e-13 * Math.abs(right) + 1e-290);
      }
    }
  });

  test.each(Object.entries(rowFunctions))("%s: Hessian products as op by op", (_, f) => {
    const v = Float64Array.from(x, (_, i) => Math.sin(i));
    const products = new Float64Array(count * width);
    rowHessianProgram(f, width, [row, index], { form: "javascript" })(count, [x, y, v], [products]);
    const right = hvp(
      (z: Tensor) => sum(f(z, tensor(y))),
      tensor(x, { shape: [count, width] }),
      tensor(v, { shape: [count, width] }),
    );
    for (const [i, each] of right.data.entries()) {
      const row0 = Array.from(right.data.subarray(i - (i % width), i - (i % width) + width));
      const scale = Math.max(...row0.map(Math.abs));
      expect(
        Math.abs((products[i] ?? Number.NaN) - each),
        `[${i}]: ${products[i]}, expected ${each}`,
      ).toBeLessThanOrEqual(1e-12 * scale + 1e-290);
    }
  });

  test("keeps every digit of a confident row", () => {
    const [values, gradient] = [new Float64Array(1), new Float64Array(3)];
    rowProgram((z, k) => neg(pick(logSoftmax(z), k)), 3, [row, index])(1, [[40, 0, 0], [0]], [values, gradient]);
    expect(values[0]).toBe(8.496708510583178e-18);
    expect(Array.from(gradient)).toEqual([-8.496708510583178e-18, 4.248354255291589e-18, 4.248354255291589e-18]);
  });

  test("nothing is computed where there are no rows", () => {
    expect(() =>
      rowProgram((z) => sum(z, { axis: -1 }), 2, [row])(0, [[]], [new Float64Array(0), new Float64Array(0)]),
    ).not.toThrow();
  });

  const refused: readonly (readonly [string, RowFunction, RegExp])[] = [
    ["a mean over the rows", (z) => mul(mean(z), pick(z, tensor(new Int32Array(251)))), /mixes rows|not that of rows/],
    ["a look at the numbers", (z) => mul(z.data[0] ?? 0, sum(z, { axis: -1 })), /a symbol has no numbers/],
    [
      "an op without a compiled form",
      (z) => sum(matmul(z, ones([6, 6], { dtype: "float64" })), { axis: -1 }),
      /rowProgram: matmul has no compiled form/,
    ],
    [
      "a constant of other rows",
      (z) => sum(mul(z, tensor(Array.from({ length: 251 }, (_, i) => [i]))), { axis: -1 }),
      /a constant has shape \[251, 1\], expected one row of 6/,
    ],
  ];
  test.each(refused)("refuses %s", (_, f, message) => {
    const compile = (): unknown => rowProgram(f, width, [row, index]);
    expect(compile).toThrow(CompileError);
    expect(compile).toThrow(message);
  });

  test("refuses rows of one", () => {
    expect(() => rowProgram((z) => sum(z, { axis: -1 }), 1, [row])).toThrow(
      "rowProgram: width is 1, expected a whole number from 2",
    );
  });
});

describe("elementProgram", () => {
  test("as op by op", () => {
    const f = (a: Tensor, b: Tensor): Tensor => add(square(sub(a, b)), softplus(mul(a, b)));
    const [a, b] = [x, x.toReversed()];
    const outputs = [new Float64Array(a.length), new Float64Array(a.length)];
    elementProgram(f, ["float64", "float64"])(a.length, [a, b], outputs);
    const slope = grad((z: Tensor) => sum(f(z, tensor(b))))(tensor(a)).data;
    for (const [i, each] of (outputs[1] as Float64Array).entries()) expect(each).toBeCloseTo(slope[i] ?? Number.NaN, 9);
    expect(outputs[0]?.[0]).toBe(f(tensor(a), tensor(b)).data[0]);
  });

  test("second derivatives too", () => {
    const products = new Float64Array(3);
    elementHessianProgram((a) => exp(mul(2, a)), ["float64"])(
      3,
      [
        [0, 1, -1],
        [1, 1, 5],
      ],
      [products],
    );
    for (const [i, right] of [4, 4 * Math.exp(2), 20 * Math.exp(-2)].entries())
      expect(products[i]).toBeCloseTo(right, 12);
  });

  test("refuses what is not elementwise", () => {
    expect(() => elementProgram((a) => mul(sum(a), a), ["float64"])).toThrow(CompileError);
  });
});

test("ops that share a name are not taken for one another", () => {
  const shift = (by: number): ((x: Tensor) => Tensor) =>
    defineUnary(
      "shift",
      (x) => x + by,
      (t) => t,
    );
  const values = new Float64Array(1);
  const program = elementProgram((z) => sub(shift(10)(z), shift(3)(z)), ["float64"]);
  program(1, [[0.5]], [values, new Float64Array(1)]);
  expect(values[0]).toBe(7);
});

test("where it is asked for, an op is compiled as its composition, and keeps its own derivative", () => {
  const half = defineUnary(
    "half",
    // What they compute differs, to tell them apart.
    composed(
      (x: number) => x / 2,
      (x) => mul(5, x),
    ),
    (t) => mul(t, 0.5),
  );
  const f = (z: Tensor): Tensor => square(half(z));
  for (const [composes, value] of [
    [false, 16],
    [true, 1600],
  ] as const) {
    const schedule = scheduleOf(traceRows(f, 2, [{ form: "number", dtype: "float64" }], true, composes), false);
    const outputs = [new Float64Array(1), new Float64Array(1)];
    new JavaScriptPrinter(schedule).compile()(1, [[8]], outputs);
    expect(outputs).toEqual([Float64Array.of(value), Float64Array.of(Math.sqrt(value))]);
  }
});

describe("forms", () => {
  test("a form or dtype that there is none of is refused", () => {
    const compile = (options: object) => (): unknown => rowProgram((z) => sum(z, { axis: -1 }), 2, [row], options);
    expect(compile({ form: "gpu" })).toThrow("rowProgram: form is gpu, expected auto, wasm, javascript, interpreter");
    expect(compile({ dtype: "int32" })).toThrow("rowProgram: dtype is int32, expected float32 or float64");
  });

  /** The cross-entropy, times a number: what has been compiled is there, whatever is forbidden since. */
  const times =
    (factor: number): RowFunction =>
    (z, k) =>
      mul(factor, neg(pick(logSoftmax(z), k)));
  const forbidCode = (): void => {
    vi.stubGlobal("Function", function forbidden() {
      throw new EvalError("Refused to evaluate a string as JavaScript");
    });
  };
  afterEach(() => vi.unstubAllGlobals());

  test.each(["wasm", "javascript", "interpreter"] as const)("as asked: %s", (form) => {
    expect(rowProgram(times(2), width, [row, index], { form }).form).toBe(form);
    expect(rowHessianProgram(times(2), width, [row, index], { form }).form).toBe(form);
  });

  test("WebAssembly, unless told otherwise; JavaScript where an op has no form in lanes", () => {
    const own = defineUnary(
      "own",
      (z) => z ** 3 + 1,
      (t, _, z) => mul(t, mul(3, square(z))),
    );
    expect(rowProgram(times(2), width, [row, index]).form).toBe("wasm");
    expect(rowProgram((z) => sum(own(z), { axis: -1 }), width, [row]).form).toBe("javascript");
    expect(() => rowProgram((z) => sum(own(z), { axis: -1 }), width, [row], { form: "wasm" })).toThrow(
      "rowProgram: own has no form in lanes",
    );
  });

  test("what is asked for and forbidden is refused", () => {
    forbidCode();
    expect(() => rowProgram(times(4), width, [row, index], { form: "javascript" })).toThrow(EvalError);
  });
});
