import { describe, expect, test } from "vitest";
import { blockLoopOf, blockLoops } from "../../src/compile/blockLoops.ts";
import * as ops from "../../src/index.ts";

const numbers = [0, -0, 1, -1, 0.3, -2.5, 1e-310, -1e-310, 1e4, -1e4, 709, 1e300, Infinity, -Infinity, Number.NaN];
const threes = numbers.flatMap((a) => numbers.flatMap((b) => [0, 1, 2].map((c): number[] => [a, b, c])));
const column = (k: number): Float64Array => Float64Array.from(threes, (each) => each[k] ?? 0);
const [a, b, c] = [column(0), column(1), column(2)];
const n = threes.length;

/** What an op gives, as numbers of float64. */
function byOp(name: string): Float64Array {
  if (name === "trunc") return a.map(Math.trunc);
  if (name === "expNonPositive") return a.map(Math.exp);
  const op = Reflect.get(ops, name) as (...operands: ops.Tensor[]) => ops.Tensor;
  const operands = name === "where" ? [a, b, c] : op.length === 1 ? [a] : [a, b];
  return Float64Array.from(op(...operands.map((each) => ops.tensor(each))).data);
}

describe("blockLoops", () => {
  test.each(Object.entries(blockLoops))("%s is the op of its name, to the last bit", (name, loop) => {
    const out = new Float64Array(n);
    loop(n, out, a, b, c);
    // Object.is, element by element: the sign of a zero counts.
    expect(out).toStrictEqual(byOp(name));
  });

  test("a loop touches no more than it is told", () => {
    const out = new Float64Array(4).fill(7);
    blockLoops["add"]?.(2, out, a, b, c);
    expect(out.subarray(2)).toEqual(Float64Array.of(7, 7));
  });
});

describe("blockLoopOf", () => {
  const of = (f: (...x: number[]) => number): number[] => {
    const out = new Float64Array(2);
    blockLoopOf(undefined, f)(2, out, Float64Array.of(2, 3), Float64Array.of(10, 20), Float64Array.of(500, 900));
    return [...out];
  };

  test("any other op goes by its function, of one to three operands", () => {
    expect(of((x: number) => x + 1)).toEqual([3, 4]);
    expect(of((x: number, y: number) => x + y)).toEqual([12, 23]);
    expect(of((x: number, y: number, z: number) => x + y + z)).toEqual([512, 923]);
    expect(of((...x: number[]) => x.reduce((total, each) => total + each))).toEqual([512, 923]);
  });
});
