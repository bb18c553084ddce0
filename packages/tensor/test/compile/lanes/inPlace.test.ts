import { allocate, startThreads, stopThreads, type ArrayType, type Block } from "@surprisal/kernels";
import { afterAll, describe, expect, test } from "vitest";
import { webAssemblyRows } from "../../../src/compile/lanes/program.ts";
import { traceRows } from "../../../src/compile/tracedRows.ts";
import {
  add,
  cumsum,
  log1p,
  logSoftmax,
  mul,
  neg,
  pick,
  softplus,
  square,
  sub,
  sum,
  sumOthers,
  tanh,
  tensor,
  where,
  equal,
  type Tensor,
} from "../../../src/index.ts";
import { index, number, row } from "../rowInputs.ts";

// Arrays that lie in the kernels' memory are read and written there: the same bits as through copies, and nothing beside them is touched.

type Function = (x: Tensor, y: Tensor) => Tensor;
const functions: Readonly<Record<string, Function>> = {
  "cross-entropy": (z, k) => neg(pick(logSoftmax(z), k)),
  "sums of the others": (z) => sum(square(sumOthers(tanh(z))), { axis: -1 }),
  "running sums": (z) => sum(square(cumsum(tanh(z))), { axis: -1 }),
  "the same slope everywhere": (z) => mul(3, sum(z, { axis: -1 })),
  "a choice by a table": (z) =>
    sum(mul(z, tensor(Float64Array.from({ length: z.shape[1] ?? 1 }, (_, i) => i + 1))), { axis: -1 }),
  "masked classes": (z, k) =>
    add(pick(logSoftmax(z), k), sum(where(equal(z, -Infinity), 0, log1p(square(z))), { axis: -1 })),
};

const blocks: Block[] = [];
afterAll(() => {
  for (const block of blocks) block.free();
});

type Floats = Float32Array | Float64Array;
type View = Floats | Int32Array;
const guard = 12_345;

/** Numbers in the kernels' memory, `shift` numbers behind a multiple of 64 bytes, with others in front and behind. */
function placed<T extends View>(
  Type: ArrayType<T>,
  numbers: ArrayLike<number>,
  shift: number,
): { view: T; isWhole: () => boolean } {
  const block = allocate((numbers.length + shift + 40) * Type.BYTES_PER_ELEMENT);
  blocks.push(block);
  const all = block.array(Type);
  all.fill(guard);
  const view = all.subarray(shift, shift + numbers.length) as T;
  view.set(numbers);
  const isWhole = (): boolean => all.every((each, i) => (i >= shift && i < shift + numbers.length) || each === guard);
  return { view, isWhole };
}

const typeOf = (dtype: "float32" | "float64"): ArrayType<Floats> => (dtype === "float32" ? Float32Array : Float64Array);

function numbersOf(length: number, rowOfMasked = -1, width = 1): Float64Array {
  const numbers = Float64Array.from({ length }, (_, i) => Math.fround(4 * Math.sin(7 * i) + Math.cos(i * i)));
  if (rowOfMasked >= 0) numbers[rowOfMasked * width] = -Infinity;
  return numbers;
}

describe.each(["float32", "float64"] as const)("in place, %s", (dtype) => {
  const Type = typeOf(dtype);

  test.each(Object.entries(functions))("%s: the same bits at every alignment, and no others", (_, f) => {
    for (const width of [2, 3, 4, 5, 7, 10, 17, 31, 32, 33, 67]) {
      const program = webAssemblyRows(traceRows(f, width, [row, index], true), { dtype });
      for (const [count, shift] of [
        [0, 0],
        [1, 1],
        [3, 2],
        [4, 3],
        [7, 0],
        [9, 1],
      ] as const) {
        const x = numbersOf(count * width, count > 5 ? 2 : -1, width);
        const y = Int32Array.from({ length: count }, (_, i) => (3 * i) % width);
        const copied = [
          new Type(new ArrayBuffer(8 * count), 0, count),
          new Type(new ArrayBuffer(8 * count * width), 0, count * width),
        ];
        program(count, [new Float64Array(x), y], copied);
        const inputs = [placed(Type, x, shift), placed(Int32Array, y, shift)] as const;
        const outputs = [
          placed(Type, new Float64Array(count), shift),
          placed(Type, new Float64Array(count * width), 3 - shift),
        ] as const;
        program(
          count,
          inputs.map(({ view }) => view),
          outputs.map(({ view }) => view),
        );
        const where = `width ${width}, count ${count}`;
        for (const [k, { view }] of outputs.entries())
          expect(Array.from(view), where).toEqual(Array.from(copied[k] as Floats));
        for (const { isWhole } of [...inputs, ...outputs]) expect(isWhole(), where).toBe(true);
      }
    }
  });

  test("elements: the same bits for every count", () => {
    const program = webAssemblyRows(
      traceRows((z, t) => sub(softplus(z), mul(z, t)), 2, [number, number], true),
      { dtype },
    );
    for (let count = 0; count <= 67; count++) {
      const [x, y] = [numbersOf(count), numbersOf(count).map(Math.abs)];
      const copied = [new Type(new ArrayBuffer(8 * count), 0, count), new Type(new ArrayBuffer(8 * count), 0, count)];
      program(count, [x, y], copied);
      const all = [x, y, new Float64Array(count), new Float64Array(count)].map((numbers, k) =>
        placed(Type, numbers, (k + count) % 5),
      );
      const views = all.map(({ view }) => view);
      program(count, views.slice(0, 2), views.slice(2));
      for (const k of [0, 1])
        expect(Array.from(views[2 + k] as Floats), `count ${count}`).toEqual(Array.from(copied[k] as Floats));
      expect(all.every(({ isWhole }) => isWhole())).toBe(true);
    }
  });

  test("beside arrays elsewhere, from a row on, and results over their inputs", () => {
    for (const width of [3, 40]) {
      const program = webAssemblyRows(traceRows(functions["cross-entropy"] as Function, width, [row, index], true), {
        dtype,
      });
      // More than are copied at a time.
      const [count, first] = [10_001, 2];
      const x = numbersOf((count + first) * width, 1000, width);
      const y = Int32Array.from({ length: count + first }, (_, i) => (3 * i) % width);
      const plain = [new Float64Array(count + first), new Float64Array((count + first) * width)];
      program(count, [x, y], plain, first);
      const [z, gradient] = [placed(Type, x, 1), placed(Type, new Float64Array(x.length), 1)];
      const values = new Float64Array(count + first);
      program(count, [z.view, Array.from(y)], [values, gradient.view], first);
      expect(Array.from(values)).toEqual(Array.from(plain[0] as Floats));
      expect(Array.from(gradient.view)).toEqual(Array.from(plain[1] as Floats));
      program(count, [z.view, y], [values, z.view], first);
      expect(Array.from(z.view.subarray(first * width))).toEqual(
        Array.from((plain[1] as Floats).subarray(first * width)),
      );
      expect(z.isWhole()).toBe(true);
    }
  });
});

test("an index that is no place writes to its own row", () => {
  for (const width of [3, 40]) {
    const program = webAssemblyRows(traceRows(functions["cross-entropy"] as Function, width, [row, index], true));
    const gradient = placed(Float64Array, new Float64Array(8 * width), 0);
    program(
      8,
      [numbersOf(8 * width), Int32Array.of(-100, 10_000, 2 ** 31 - 1, -1, 0, 0, 0, 0)],
      [new Float64Array(8), gradient.view],
    );
    expect(gradient.isWhole()).toBe(true);
  }
});

test("an array that is too short, as a view on memory that has grown is, is refused", () => {
  const program = webAssemblyRows(traceRows((z) => sum(z, { axis: -1 }), 2, [row], true));
  expect(() => program(2, [new Float64Array(3)], [new Float64Array(2), new Float64Array(4)])).toThrow(
    "rowProgram: an array has 3 numbers, expected 4",
  );
});

describe.each([true, false])("the same bits on one, two and three threads, in the kernels' memory: %s", (isInPlace) => {
  test.each([3, 40])("also where rows are not as they were assumed, of %i classes", async (width) => {
    const count = 40_003;
    const f = functions["masked classes"] as Function;
    const array = <T extends View>(Type: ArrayType<T>, numbers: ArrayLike<number>, shift: number) => {
      if (isInPlace) return placed(Type, numbers, shift);
      const view = new Type(new ArrayBuffer(numbers.length * Type.BYTES_PER_ELEMENT), 0, numbers.length);
      view.set(numbers);
      return { view, isWhole: () => true };
    };
    const x = array(Float32Array, numbersOf(count * width, 30_001, width), 1);
    const y = array(
      Int32Array,
      Int32Array.from({ length: count }, (_, i) => (3 * i) % width),
      1,
    );
    const results: string[] = [];
    for (const threads of [1, 2, 3]) {
      await startThreads(threads);
      const program = webAssemblyRows(traceRows(f, width, [row, index], true), { dtype: "float32" });
      const outputs = [
        array(Float32Array, new Float32Array(count), 0),
        array(Float32Array, new Float32Array(count * width), 1),
      ];
      for (let turn = 0; turn < 2; turn++)
        program(
          count,
          [x.view, y.view],
          outputs.map(({ view }) => view),
        );
      results.push(outputs.map(({ view }) => view.join()).join());
      expect(outputs.every(({ isWhole }) => isWhole())).toBe(true);
    }
    await stopThreads();
    expect(results[1] === results[0]).toBe(true);
    expect(results[2] === results[0]).toBe(true);
  });
});
