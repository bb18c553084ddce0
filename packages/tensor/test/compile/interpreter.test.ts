import { describe, expect, test } from "vitest";
import { interpretRows } from "../../src/compile/interpreter.ts";
import type { CompiledRows } from "../../src/compile/compiledRows.ts";
import { JavaScriptPrinter } from "../../src/compile/javascript.ts";
import type { Schedule } from "../../src/compile/schedule.ts";
import { scheduleOf, traceRows, type TracedRows } from "../../src/compile/tracedRows.ts";
import {
  add,
  cumsum,
  erf,
  exp,
  generator,
  logSoftmax,
  max,
  mean,
  mul,
  mul0,
  neg,
  normal,
  pick,
  reshape,
  sigmoid,
  softmax,
  softplus,
  square,
  sub,
  sum,
  sumOthers,
  take,
  tanh,
  tensor,
  where,
  type Tensor,
} from "../../src/index.ts";
import { index, number, row } from "./rowInputs.ts";

/** Ordinary rows, and some of what is no number, too large, or equal. */
function numbersOf(size: number): Float64Array {
  const extremes = [Number.NaN, Infinity, -Infinity, 1e4, -1e4, 0, -0, 1e-310];
  const scales = [1, 10, 300, 0];
  return Float64Array.from(
    normal([size], generator(5), { dtype: "float64" }).data,
    (z, i) => (i % 31 === 3 ? extremes[i % 8] : undefined) ?? z * (scales[Math.floor(i / 11) % 4] ?? 1),
  );
}

const programs: Readonly<Record<string, (x: Tensor, y: Tensor) => Tensor>> = {
  "cross-entropy": (z, k) => neg(pick(logSoftmax(z), k)),
  "sums that depend on the probabilities": (z) => sum(mul0(softmax(z), logSoftmax(z)), { axis: -1 }),
  "reductions of reductions": (z) => square(sub(max(z, { axis: -1 }), mean(z, { axis: -1 }))),
  "a number of the row at each of its places": (z, k) =>
    sum(softplus(add(1, sub(z, reshape(pick(z, k), [-1, 1])))), { axis: -1 }),
  "a shared vector, and one number of it": (z, k) =>
    add(sum(mul(z, [1, -2, 3, -4, 5, -6, 7]), { axis: -1 }), take(tensor([1, -2, 3, -4, 5, -6, 7]), k)),
  choices: (z) =>
    sum(where(tensor([true, false, true, false, true, true, false]), tanh(z), exp(neg(square(z)))), { axis: -1 }),
  "sums of the others": (z) => sum(square(sumOthers(tanh(z))), { axis: -1 }),
  "running sums, both ways": (z) =>
    sum(square(add(cumsum(tanh(z)), cumsum(z, { reverse: true, exclusive: true }))), { axis: -1 }),
  "the same slope everywhere": (z) => mul(3, sum(z, { axis: -1 })),
  "a constant": (z) => mul0(0, sum(z, { axis: -1 })),
};

/** What is run without assumptions about the rows. */
const scheduled = (...given: Parameters<typeof traceRows>): Schedule => scheduleOf(traceRows(...given), false);

type Program = (schedule: Schedule, otherwise?: CompiledRows) => CompiledRows;
const printed: Program = (schedule, otherwise) => new JavaScriptPrinter(schedule).compile(otherwise);

/** What both forms of a program write: of the quick one, which leaves some rows to the other, and of the other alone. */
function expectSame(
  traced: TracedRows,
  count: number,
  inputs: readonly ArrayLike<number>[],
  sizes: readonly number[],
): void {
  const [quick, strict] = [scheduleOf(traced, true), scheduleOf(traced, false)];
  const [interpreted, right] = [interpretRows, printed].map((program: Program) =>
    [program(quick, program(strict)), program(strict)].map((run) => {
      // What is not written, or behind the last row, stays.
      const outputs = sizes.map((size) => new Float64Array(count * size + 1).fill(0.25));
      run(count, inputs, outputs);
      return outputs;
    }),
  );
  expect(interpreted).toStrictEqual(right);
}

describe("interpretRows", () => {
  const width = 7;
  // Blocks have 146 rows of 7.
  const counts = [0, 1, 145, 146, 147, 300];

  test.each(Object.entries(programs))("%s: the numbers of the JavaScript form, to the last bit", (_, f) => {
    const traced = traceRows(f, width, [row, index], true);
    for (const count of counts) {
      const inputs = [numbersOf(count * width), Int32Array.from({ length: count }, (_, i) => (3 * i) % width)];
      expectSame(traced, count, inputs, [1, width]);
    }
  });

  test("element by element", () => {
    const f = (x: Tensor, y: Tensor): Tensor => add(mul(erf(x), y), square(sub(sigmoid(x), y)));
    const traced = traceRows(f, 2, [number, number], true);
    for (const count of [0, 1, 1023, 1024, 1025, 3000]) {
      const inputs = [numbersOf(count), numbersOf(count).toReversed()];
      expectSame(traced, count, inputs, [1, 1]);
    }
  });

  test("rows that are longer than a block", () => {
    const traced = traceRows((z, k) => neg(pick(logSoftmax(z), k)), 2500, [row, index], true);
    expectSame(traced, 3, [numbersOf(7500), [0, 2499, 77]], [1, 2500]);
  });

  test("reads arrays of any kind", () => {
    const schedule = scheduled((z, k) => neg(pick(logSoftmax(z), k)), 2, [row, index], true);
    const numbers = [3, 0, 1, 1];
    const kinds = [Float64Array.from(numbers), Float32Array.from(numbers), Int8Array.from(numbers), numbers];
    const values = kinds.map((rows) => {
      const out = [new Float64Array(2), new Float64Array(4)];
      interpretRows(schedule)(2, [rows, [0, 1]], out);
      return out;
    });
    const p = 1 / (1 + Math.exp(-3));
    expect(values[0]?.[0]?.[0]).toBeCloseTo(-Math.log(p), 15);
    expect(values[0]?.[1]?.[1]).toBeCloseTo(1 - p, 15);
    for (const each of values) expect(each).toEqual(values[0]);
  });

  test("rows from the middle on, where asked for, and no others", () => {
    const run = interpretRows(scheduled((z, k) => neg(pick(logSoftmax(z), k)), 2, [row, index], true));
    const outputs = [new Float64Array(4).fill(7), new Float64Array(8).fill(7)];
    run(
      2,
      [
        [0, 0, 3, 3, 0, 40, 9, 9],
        [0, 1, 0, 1],
      ],
      outputs,
      1,
    );
    expect(outputs[0]).toEqual(Float64Array.of(7, Math.LN2, 40, 7));
    expect(outputs[1]).toEqual(Float64Array.of(7, 7, 0.5, -0.5, -1, 1, 7, 7));
  });

  test("a schedule that assumes something wants a program for the other rows", () => {
    const traced = traceRows((z, k) => neg(pick(logSoftmax(z), k)), 2, [row, index], true);
    expect(() => interpretRows(scheduleOf(traced, true))).toThrow("something is assumed");
  });

  test("a program can be run again, with other numbers", () => {
    const run = interpretRows(scheduled((z, k) => neg(pick(logSoftmax(z), k)), 2, [row, index], true));
    const first = [new Float64Array(1), new Float64Array(2)];
    run(1, [[3, 0], [1]], first);
    run(1, [[Number.NaN, 9], [0]], [new Float64Array(1), new Float64Array(2)]);
    const again = [new Float64Array(1), new Float64Array(2)];
    run(1, [[3, 0], [1]], again);
    expect(again).toEqual(first);
  });
});
