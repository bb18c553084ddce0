import { expect, test } from "vitest";
import {
  ParameterError,
  Tensor,
  cast,
  grad,
  matmul,
  mul,
  ones,
  reshape,
  sum,
  take,
  tensor,
  transpose,
  zeros,
} from "../../src/index.ts";
import { f64 } from "../support.ts";

test("matrices, vectors and stacks, as NumPy", () => {
  expect(
    matmul(
      tensor([
        [1, 2],
        [3, 4],
      ]),
      tensor([[5], [6]]),
    ).toArray(),
  ).toEqual([[17], [39]]);
  expect(matmul(tensor([1, 2]), tensor([3, 4])).item()).toBe(11);
  expect(matmul(tensor([1, 2]), tensor([[3], [4]])).toArray()).toEqual([11]);
  expect(
    matmul(
      tensor([
        [
          [1, 0],
          [0, 1],
        ],
        [
          [2, 0],
          [0, 2],
        ],
      ]),
      tensor([[1], [2]]),
    ).toArray(),
  ).toEqual([
    [[1], [2]],
    [[2], [4]],
  ]);
  expect(matmul(zeros([2, 0]), zeros([0, 3])).toArray()).toEqual([
    [0, 0, 0],
    [0, 0, 0],
  ]);
  expect(matmul(f64(1), tensor([1])).dtype).toBe("float64");
});

test("what does not fit is named", () => {
  expect(() => matmul(zeros([2, 3]), zeros([2, 3]))).toThrow(
    "matmul: shapes [2, 3] and [2, 3] do not fit, expected [… m, k] and [… k, n]",
  );
  expect(() => matmul(1, tensor([1]))).toThrow("matmul: shapes [] and [1] do not fit");
});

test("the gradient by a is 1 · bᵀ, summed over stacks", () => {
  expect(
    grad((a: Tensor) =>
      sum(
        matmul(
          a,
          tensor([
            [1, 2],
            [3, 4],
          ]),
        ),
      ),
    )(zeros([1, 2])).toArray(),
  ).toEqual([[3, 7]]);
  expect(grad((b: Tensor) => sum(matmul(ones([3, 1, 2]), b)))(zeros([2, 1])).toArray()).toEqual([[3], [3]]);
});

test.each([1, 2, 5, 7])("the gradient by b is aᵀ · t, of %d columns", (n) => {
  const [m, k] = [3, 5];
  const a = reshape(f64(...Array.from({ length: m * k }, (_, i) => Math.cos(i))), [m, k]);
  const t = reshape(f64(...Array.from({ length: m * n }, (_, i) => i - 4)), [m, n]);
  const gradient = grad((b: Tensor) => sum(mul(matmul(a, b), t)))(cast(zeros([k, n]), "float64"));
  expect(gradient.toArray()).toEqual(matmul(transpose(a, [1, 0]), t).toArray());
});

test.each(["float32", "float64"] as const)("a large product has the bits of its rows one by one, %s", (dtype) => {
  const [m, k, n] = [20, 900, 30];
  const numbers = (length: number): number[] => Array.from({ length }, (_, i) => Math.sin(i * i));
  const a = cast(reshape(tensor(numbers(m * k)), [m, k]), dtype);
  const b = cast(reshape(tensor(numbers(k * n)), [k, n]), dtype);
  const whole = matmul(a, b);
  // One row alone goes through loops, the whole through WebAssembly.
  for (let row = 0; row < m; row++) {
    expect(matmul(take(a, cast([row], "int32")), b).data).toEqual(whole.data.slice(row * n, (row + 1) * n));
  }
  for (let column = 0; column < n; column++) {
    const alone = matmul(a, reshape(tensor(b.data.filter((_, i) => i % n === column)), [k, 1]));
    expect(alone.data).toEqual(whole.data.filter((_, i) => i % n === column));
  }
});

test("in float32 a product is as near as its sums are long, and so are its derivatives", () => {
  const [m, k, n] = [70, 300, 40];
  const matrix = (rows: number, columns: number, seed: number): Tensor =>
    reshape(tensor(Array.from({ length: rows * columns }, (_, i) => Math.sin(seed + i * i))), [rows, columns]);
  const [a, b, t] = [matrix(m, k, 1), matrix(k, n, 2), matrix(m, n, 3)];
  const inPrecision = (precision: "float32" | "float64"): readonly Tensor[] => [
    matmul(a, b, { precision }),
    grad((x: Tensor) => sum(mul(matmul(x, b, { precision }), t)))(a),
    grad((x: Tensor) => sum(mul(matmul(a, x, { precision }), t)))(b),
  ];
  const exact = inPrecision("float64");
  for (const [i, found] of inPrecision("float32").entries()) {
    const expected = exact[i] as Tensor;
    const off = found.data.map((each, at) => Math.abs(each - (expected.data[at] as number)));
    expect(found.dtype).toBe("float32");
    // Sums of some 300 numbers up to 1, and not in float64 after all.
    expect(Math.max(...off)).toBeLessThan(300 * 2 ** -23);
    expect(Math.max(...off)).toBeGreaterThan(2 ** -21);
  }
});

test("of float64, and of few numbers, sums are of float64 always", () => {
  const numbers = Array.from({ length: 64 * 64 }, (_, i) => Math.sin(i * i));
  const square = reshape(f64(...numbers), [64, 64]);
  expect(matmul(square, square, { precision: "float32" }).data).toEqual(matmul(square, square).data);
  const row = reshape(tensor(numbers), [1, 4096]);
  const column = reshape(tensor(numbers), [4096, 1]);
  expect(matmul(row, column, { precision: "float32" }).data).toEqual(matmul(row, column).data);
});

test("a precision that is none is refused", () => {
  // @ts-expect-error JavaScript knows no types.
  expect(() => matmul(tensor([1]), tensor([2]), { precision: "single" })).toThrow(
    new ParameterError("matmul: precision is single, expected float32 or float64"),
  );
});
