import { allocate, type Block } from "@surprisal/kernels";
import { afterAll, describe, expect, test } from "vitest";
import { Expressions, type Expression } from "../../../src/compile/expression.ts";
import { stagesOf } from "../../../src/compile/lanes/stages.ts";
import { elementProgram, rowProgram } from "../../../src/compile/rowProgram.ts";
import { scheduleRows } from "../../../src/compile/schedule.ts";
import { index, row } from "../rowInputs.ts";
import {
  add,
  exp,
  grad,
  log1p,
  logSoftmax,
  mul0,
  neg,
  pick,
  pow,
  softplus,
  sub,
  sum,
  tanh,
  tensor,
  type Tensor,
} from "../../../src/index.ts";

const expressions = new Expressions();
const functions: Readonly<Record<string, (...x: number[]) => number>> = {
  cos: Math.cos,
  exp: Math.exp,
  log: Math.log,
  max: Math.max,
  min: Math.min,
};
const call = (name: string, costly: boolean, ...inputs: readonly Expression[]): Expression =>
  expressions.make({
    kind: "call",
    name,
    builtin: undefined,
    f: functions[name] as () => number,
    inputs,
    costly,
    isVector: inputs.some(({ isVector }) => isVector),
  });
const x = expressions.make({ kind: "input", isVector: false, input: 0 });
const stages = (...results: readonly Expression[]) =>
  stagesOf(
    scheduleRows(
      1,
      results.map((expression) => ({ isRow: false, expression })),
    ),
  );

describe("stages", () => {
  const e = call("exp", true, x);
  const l = call("log", true, call("max", false, e, x));

  test("a chain is taken apart before the costly function that waits", () => {
    const [first, second, ...others] = stages(call("min", false, l, e));
    expect(others).toEqual([]);
    expect(first).toEqual({ recalled: [], phases: [], scalars: [x, e], kept: [e] });
    expect(second?.recalled).toEqual([e]);
    expect(second?.scalars).toContain(l);
    expect(second?.scalars).not.toContain(e);
    expect(second?.kept).toEqual([]);
  });

  test("what waits for nothing stays together, and so do a few cheap steps behind", () => {
    expect(stages(call("min", false, e, call("cos", true, x)))).toHaveLength(1);
    expect(stages(x)).toEqual([{ recalled: [], phases: [], scalars: [x], kept: [] }]);
  });

  test("rows are cut behind the first costly vector's sum, if what is costly after it needs it", () => {
    const row = expressions.make({ kind: "input", isVector: true, input: 1 });
    const vector = call("exp", true, row);
    const total = expressions.make({ kind: "sum", isVector: false, vector });
    const results = [
      { isRow: true, expression: vector },
      { isRow: false, expression: call("log", true, total) },
    ];
    const [first, second, ...others] = stagesOf(scheduleRows(3, results));
    expect(others).toEqual([]);
    expect(first?.kept).toEqual([total]);
    expect(second?.recalled).toEqual([total]);
    expect(second?.scalars).toEqual([results[1]?.expression]);
    expect(
      stagesOf(
        scheduleRows(3, [
          { isRow: true, expression: vector },
          { isRow: false, expression: l },
        ]),
      ),
    ).toHaveLength(1);
  });

  test("many cheap steps behind have a stage of their own", () => {
    let result = e;
    for (let n = 0; n < 4; n++) result = call("min", false, call("max", false, result, x), e);
    expect(stages(result).map(({ kept }) => kept)).toEqual([[e], []]);
  });
});

const blocks: Block[] = [];
afterAll(() => {
  for (const block of blocks) block.free();
});

function expectClose(got: Float64Array, right: ArrayLike<number>): void {
  for (const [i, each] of got.entries()) {
    const expected = right[i] as number;
    if (Number.isFinite(expected)) expect(each).toBeCloseTo(expected, 13);
    else expect(each).toBe(expected);
  }
}

const losses: Readonly<Record<string, (z: Tensor, y: Tensor) => Tensor>> = {
  "binary cross-entropy": (z, y) => add(mul0(y, softplus(neg(z))), mul0(sub(1, y), softplus(z))),
  "a chain of three": (z, y) => mul0(y, log1p(exp(tanh(z)))),
};

const rowLosses: Readonly<Record<string, (z: Tensor, y: Tensor) => Tensor>> = {
  "cross-entropy": (z, k) => neg(pick(logSoftmax(z), k)),
  "a power of a probability": (z, k) => pow(add(1, exp(pick(logSoftmax(z), k))), 0.7),
};

describe.each(Object.entries(losses))("%s in stages", (_, f) => {
  const numbersOf = (count: number): [Float64Array, Float64Array] => [
    Float64Array.from({ length: count }, (_each, i) => Math.fround(6 * Math.sin(7 * i + 1))),
    Float64Array.from({ length: count }, (_each, i) => (i % 3) / 2),
  ];

  test.each(["float32", "float64"] as const)(
    "each row has the bits that it has alone, in place and copied, %s",
    (dtype) => {
      const program = elementProgram(f, ["float64", "float64"], { form: "wasm", dtype });
      const Floats = dtype === "float32" ? Float32Array : Float64Array;
      const most = 1100;
      const [z, y] = numbersOf(most).map((each) => new Floats(each)) as [Float32Array, Float32Array];
      const alone = [new Floats(most), new Floats(most)];
      for (let i = 0; i < most; i++)
        program(
          1,
          [z.subarray(i, i + 1), y.subarray(i, i + 1)],
          alone.map((each) => each.subarray(i, i + 1)),
        );
      expect(alone[0]?.every(Number.isFinite)).toBe(true);
      // In front of a chunk's end, at it and behind, in either type.
      for (const count of [0, 1, 3, 4, 5, 127, 128, 129, 255, 256, 257, 384, 511, 513, 640, 1099, most]) {
        for (const isInPlace of [true, false]) {
          const arrays = Array.from({ length: 4 }, () => {
            if (!isInPlace) return new Floats(most);
            const block = allocate(most * Floats.BYTES_PER_ELEMENT);
            blocks.push(block);
            return block.array<Float32Array | Float64Array>(Floats).fill(0);
          });
          const [ownZ, ownY, values, gradient] = arrays as [Float32Array, Float32Array, Float32Array, Float32Array];
          ownZ.set(z);
          ownY.set(y);
          program(count, [ownZ, ownY], [values, gradient]);
          for (const [k, got] of [values, gradient].entries()) {
            const right = new Floats(most);
            right.set((alone[k] as Float32Array).subarray(0, count));
            expect(got, `${count} rows`).toEqual(right);
          }
        }
      }
    },
  );

  test("a row that is not as it was assumed is right, wherever it stands", () => {
    const count = 700;
    for (const place of [0, 1, 127, 128, 300, 511, 512, 699]) {
      const program = elementProgram(f, ["float64", "float64"], { form: "wasm", dtype: "float64" });
      const [z, y] = numbersOf(count);
      z[place] = Infinity;
      const [values, gradient] = [new Float64Array(count), new Float64Array(count)];
      program(count, [z, y], [values, gradient]);
      const right = f(tensor(z), tensor(y)).data;
      const slopes = grad((each: Tensor) => sum(f(each, tensor(y))))(tensor(z)).data;
      expectClose(values, right);
      expectClose(gradient, slopes);
    }
  });
});

describe.each(Object.entries(rowLosses))("%s in stages", (_, f) => {
  test.each([
    ["float32", 2],
    ["float32", 3],
    ["float32", 10],
    ["float64", 3],
  ] as const)("each row has the bits that it has alone, %s, rows of %i", (dtype, width) => {
    const program = rowProgram(f, width, [row, index], { form: "wasm", dtype });
    const Floats = dtype === "float32" ? Float32Array : Float64Array;
    const most = 600;
    const z = new Floats(Float64Array.from({ length: most * width }, (_each, i) => 5 * Math.sin(7 * i + 1)));
    const classes = Int32Array.from({ length: most }, (_each, i) => (5 * i) % width);
    const alone = [new Floats(most), new Floats(most * width)] as const;
    for (let i = 0; i < most; i++)
      program(
        1,
        [z.subarray(i * width, (i + 1) * width), classes.subarray(i, i + 1)],
        [alone[0].subarray(i, i + 1), alone[1].subarray(i * width, (i + 1) * width)],
      );
    expect(alone[1].every((each) => Number.isFinite(each) && each !== 0)).toBe(true);
    for (const count of [0, 1, 5, 127, 128, 129, 255, 256, 257, 513, most]) {
      const [values, gradient] = [new Floats(most), new Floats(most * width)];
      program(count, [z, classes], [values, gradient]);
      expect(values.subarray(0, count), `${count} rows`).toEqual(alone[0].subarray(0, count));
      expect(gradient.subarray(0, count * width), `${count} rows`).toEqual(alone[1].subarray(0, count * width));
      expect([...values.subarray(count), ...gradient.subarray(count * width)].every((each) => each === 0)).toBe(true);
    }
  });

  test("a masked and an infinite logit are right, wherever their rows stand", () => {
    const [count, width] = [600, 3];
    for (const [place, odd] of [
      [0, Infinity],
      [255, -Infinity],
      [256, Infinity],
      [599, Number.NaN],
    ] as const) {
      const program = rowProgram(f, width, [row, index], { form: "wasm", dtype: "float64" });
      const z = Float64Array.from({ length: count * width }, (_each, i) => 5 * Math.sin(7 * i + 1));
      const classes = Int32Array.from({ length: count }, (_each, i) => (5 * i) % width);
      z[place * width + 1] = odd;
      const [values, gradient] = [new Float64Array(count), new Float64Array(count * width)];
      program(count, [z, classes], [values, gradient]);
      const rows = tensor(z, { shape: [count, width] });
      const right = f(rows, tensor(classes)).data;
      const slopes = grad((each: Tensor) => sum(f(each, tensor(classes))))(rows).data;
      expectClose(values, right);
      expectClose(gradient, slopes);
    }
  });
});
