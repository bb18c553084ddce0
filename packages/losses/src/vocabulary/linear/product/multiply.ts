import { multiplyMatrices, supports, type MatrixProduct } from "@surprisal/kernels";
import type { Floats } from "../layerArrays.ts";

/** `multiplyMatrices`, and on a page without WebAssembly loops. */
export function multiply(a: Floats, b: Floats, c: Floats, product: MatrixProduct): void {
  if (supports.simd) multiplyMatrices(a, b, c, product);
  else multiplyByLoops(a, b, c, product);
}

function multiplyByLoops(a: Floats, b: Floats, c: Floats, product: MatrixProduct): void {
  const { rows, inner, columns, transposeA = false, transposeB = false, accumulate = false } = product;
  const { strideA = transposeA ? rows : inner, strideB = transposeB ? inner : columns, strideC = columns } = product;
  const [aRow, aStep] = transposeA ? [1, strideA] : [strideA, 1];
  const [bStep, bColumn] = transposeB ? [1, strideB] : [strideB, 1];
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      let sum = accumulate ? (c[i * strideC + j] as number) : 0;
      for (let k = 0; k < inner; k++)
        sum += (a[i * aRow + k * aStep] as number) * (b[k * bStep + j * bColumn] as number);
      c[i * strideC + j] = sum;
    }
  }
}
