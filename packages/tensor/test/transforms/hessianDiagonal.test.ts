import { expect, test } from "vitest";
import {
  grad,
  hessianDiagonal,
  logSumExp,
  matmul,
  mul,
  ParameterError,
  square,
  sum,
  tensor,
  type Tensor,
} from "../../src/index.ts";
import { f64 } from "../support.ts";

test("of a quadratic form it is that of its matrix, whatever is beside it", () => {
  const matrix = tensor(new Float64Array([2, 1, 1, 4]), { shape: [2, 2] });
  const form = (x: Tensor): Tensor => mul(0.5, matmul(x, matmul(matrix, x)));
  expect(hessianDiagonal(form, f64(7, -3)).toArray()).toEqual([2, 4]);
});

const rows = tensor(new Float64Array([0, 1, 2, -3, 0.5, 400]), { shape: [2, 3] });
const ofRows = (x: Tensor): Tensor => sum(logSumExp(x, { axis: -1 }));

test("rows of C want C products, and give what all of them give", () => {
  let calls = 0;
  const counted = (x: Tensor): Tensor => {
    calls += 1;
    return ofRows(x);
  };
  const byRows = hessianDiagonal(counted, rows, { coupledAxes: 1 });
  expect(calls).toBe(3);
  expect(byRows).toEqual(hessianDiagonal(counted, rows));
  expect(calls).toBe(9);
  const p = Math.exp(1) / (1 + Math.exp(1) + Math.exp(2));
  expect(byRows.data[1]).toBeCloseTo(p * (1 - p), 15);
});

test("one product serves a function that is elementwise; where it is not, row sums come out", () => {
  expect(hessianDiagonal((x) => sum(mul(x, square(x))), f64(1, -2), { coupledAxes: 0 }).toArray()).toEqual([6, -12]);
  // The rows of the Hessian of log Σ exp add up to 0.
  for (const each of hessianDiagonal(ofRows, rows, { coupledAxes: 0 }).data) expect(Math.abs(each)).toBeLessThan(1e-15);
});

test("it has derivatives itself, keeps dtype and shape, and takes what is empty", () => {
  const third = grad((x: Tensor) => sum(hessianDiagonal((z) => sum(mul(square(z), square(z))), x)));
  expect(third(f64(2)).toArray()).toEqual([48]);
  expect(hessianDiagonal((x) => sum(square(x)), tensor([[1]]))).toMatchObject({ shape: [1, 1], dtype: "float32" });
  expect(hessianDiagonal((x) => sum(square(x)), tensor([], { shape: [0, 3] })).toArray()).toEqual([]);
});

test.each([-1, 3, 0.5])("coupledAxes of %s is refused", (coupledAxes) => {
  expect(() => hessianDiagonal(ofRows, rows, { coupledAxes })).toThrow(ParameterError);
  expect(() => hessianDiagonal(ofRows, rows, { coupledAxes })).toThrow(
    `hessianDiagonal: coupledAxes is ${coupledAxes}, expected 0..2`,
  );
});
