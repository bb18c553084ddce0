import { allocate, type Block } from "@surprisal/kernels";
import { afterAll, describe, expect, test } from "vitest";
import { Expressions, type Expression } from "../../../src/compile/expression.ts";
import { stagesOf } from "../../../src/compile/lanes/stages.ts";
import { elementProgram } from "../../../src/compile/rowProgram.ts";
import { scheduleRows } from "../../../src/compile/schedule.ts";
import { add, exp, grad, log1p, mul0, neg, softplus, sub, sum, tanh, tensor, type Tensor } from "../../../src/index.ts";

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

  test("what goes over rows is in one piece", () => {
    const row = expressions.make({ kind: "input", isVector: true, input: 1 });
    const total = expressions.make({ kind: "sum", isVector: false, vector: call("exp", true, row) });
    const schedule = scheduleRows(3, [{ isRow: false, expression: call("log", true, total) }]);
    const { phases, scalars } = schedule;
    expect(stagesOf(schedule)).toEqual([{ recalled: [], phases, scalars, kept: [] }]);
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
