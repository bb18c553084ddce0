import { expect, it } from "vitest";
import { multiplyMatrices } from "@surprisal/kernels";

it("a deterministic product rounds every product and every sum", () => {
  const [rows, inner, columns] = [5, 300, 9];
  const numbers = (count: number, seed: number): Float32Array =>
    Float32Array.from({ length: count }, (_, i) => Math.sin(seed + i * 1.7));
  const [a, b, c] = [numbers(rows * inner, 1), numbers(inner * columns, 2), new Float32Array(rows * columns)];
  multiplyMatrices(a, b, c, { rows, inner, columns, deterministic: true });
  const expected = c.map((_, at) => {
    const [row, column] = [Math.floor(at / columns), at % columns];
    let sum = 0;
    for (let k = 0; k < inner; k++)
      sum = Math.fround(sum + Math.fround((a[row * inner + k] as number) * (b[k * columns + column] as number)));
    return sum;
  });
  expect(c).toEqual(expected);
});
