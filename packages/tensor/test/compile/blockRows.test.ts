import { expect, test } from "vitest";
import {
  argmaxRows,
  cumsumRows,
  expand,
  maxRows,
  patchRows,
  pickRows,
  placeInRows,
  restRows,
  sumOthersOfRows,
  sumRows,
  sumRowsExcept,
} from "../../src/compile/blockRows.ts";

const [rows, width] = [2, 3];
const vector = Float64Array.of(1, 2, 4, 10, 30, 20, 99, 99, 99);
const indices = Float64Array.of(2, 0, 99);

/** What a loop writes into a block of three rows, of which it is to take two. */
function written(size: number, loop: (out: Float64Array) => void): number[] {
  const out = new Float64Array(3 * size).fill(-1);
  loop(out);
  expect(out.subarray(rows * size)).toEqual(new Float64Array(size).fill(-1));
  return [...out.subarray(0, rows * size)];
}
const vectorOf = (loop: (out: Float64Array) => void): number[] => written(width, loop);
const numbersOf = (loop: (out: Float64Array) => void): number[] => written(1, loop);

test("each reduction gives one number a row", () => {
  expect(numbersOf((out) => sumRows(rows, width, out, vector))).toEqual([7, 60]);
  expect(numbersOf((out) => sumRowsExcept(rows, width, out, vector, indices))).toEqual([3, 50]);
  expect(numbersOf((out) => maxRows(rows, width, out, vector))).toEqual([4, 30]);
  expect(numbersOf((out) => argmaxRows(rows, width, out, vector))).toEqual([2, 1]);
  expect(numbersOf((out) => pickRows(rows, width, out, vector, indices))).toEqual([4, 10]);
});

test("a number of a row, at all of its places or at one", () => {
  expect(vectorOf((out) => expand(rows, width, out, indices))).toEqual([2, 2, 2, 0, 0, 0]);
  const numbers = Float64Array.of(5, 6, 99);
  expect(vectorOf((out) => placeInRows(rows, width, out, numbers, indices))).toEqual([0, 0, 5, 6, 0, 0]);
});

test("a number of a row is put over what stands at its place", () => {
  const out = Float64Array.of(1, 2, 3, 4, 5, 6, 7);
  patchRows(rows, width, out, Float64Array.of(50, 60), Float64Array.of(2, 0));
  expect([...out]).toEqual([1, 2, 50, 60, 5, 6, 7]);
});

test("an index outside of the row is at none of its places", () => {
  const [numbers, outside] = [Float64Array.of(5, 6, 99), Float64Array.of(3, -1, 0)];
  expect(vectorOf((out) => placeInRows(rows, width, out, numbers, outside))).toEqual([0, 0, 0, 0, 0, 0]);
});

test("sweeps stay within their rows", () => {
  const sums = (exclusive: boolean, reverse: boolean): number[] =>
    vectorOf((out) => cumsumRows(rows, width, out, vector, { exclusive, reverse }));
  expect(sums(false, false)).toEqual([1, 3, 7, 10, 40, 60]);
  expect(sums(true, false)).toEqual([0, 1, 3, 0, 10, 40]);
  expect(sums(false, true)).toEqual([7, 6, 4, 60, 50, 20]);
  expect(sums(true, true)).toEqual([6, 4, 0, 50, 20, 0]);
  expect(vectorOf((out) => sumOthersOfRows(rows, width, out, vector))).toEqual([6, 5, 3, 50, 30, 40]);
});

test("the rest is the sum without one that is 1, with the digits of small others", () => {
  const rest = (...row: number[]): number => {
    const out = new Float64Array(1);
    restRows(1, row.length, out, Float64Array.from(row));
    return out[0] ?? Number.NaN;
  };
  expect(rest(0.75, 1, 0.5)).toBe(1.25);
  expect(rest(2 ** -70, 1, 2 ** -69)).toBe(3 * 2 ** -70);
  expect(rest(1, 1e-20, 1)).toBe(1);
  expect(rest(1, 1, 1, 0.25)).toBe(2.25);
  expect(rest(1, Number.NaN, 0)).toBe(Number.NaN);
});

test("the largest is the first of equals, NaN before all", () => {
  const argmax = (...row: number[]): number => {
    const out = new Float64Array(1);
    argmaxRows(1, row.length, out, Float64Array.from(row));
    return out[0] ?? Number.NaN;
  };
  expect(argmax(1, 3, 3)).toBe(1);
  expect(argmax(5, Number.NaN, Number.NaN, Infinity)).toBe(1);
  expect(argmax(Number.NaN, 7)).toBe(0);
  expect(argmax(-Infinity, -Infinity)).toBe(0);
  const out = new Float64Array(1);
  maxRows(1, 3, out, Float64Array.of(2, Number.NaN, 3));
  expect(out[0]).toBe(3);
});
