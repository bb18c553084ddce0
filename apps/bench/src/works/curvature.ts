import { join } from "node:path";
import { cholesky, multiplyMatrices, solveTriangular, symmetricRankUpdate } from "@surprisal/kernels";
import { CholeskyDecomposition, Matrix } from "ml-matrix";
import { normals } from "../data.ts";
import type { Case, Contender, Precision, Result, Work } from "../harness/work.ts";
import { python } from "../peers/python.ts";
import { inPrecision, inKernelMemory, type Numbers } from "./numbers.ts";
import { solutionOf } from "./solutionOf.ts";

const both = ["float32", "float64"] as const;

/** The weighted products of features with each other, Xᵀ·D·X: the lower triangle, and for comparison the whole. */
export const curvatureWork: Work = {
  name: "curvature",
  sizes: [
    [20_000, 100],
    [2000, 1000],
  ].map(([rows, features]) => ({
    name: `${rows} × ${features}`,
    make: () => makeCurvatureCase(rows as number, features as number),
  })),
};

/** A step of Newton's: the Cholesky factorization of a positive definite matrix, and the solution by it. */
export const newtonStepWork: Work = {
  name: "Newton step",
  sizes: [100, 1000].map((size) => ({ name: `${size} × ${size}`, make: () => makeNewtonCase(size) })),
};

export function makeCurvatureCase(rows: number, features: number): Case {
  const x = normals(rows * features, 1, 1);
  const weights = normals(rows, 1, 2).map(Math.abs);
  const lower = (whole: ArrayLike<number>): Float64Array =>
    Float64Array.from(whole, (each, i) => (i % features > Math.floor(i / features) ? 0 : each));
  const ours = (precision: Precision, isWhole: boolean): Contender => ({
    name: isWhole ? "multiplyMatrices" : "symmetricRankUpdate",
    side: "ours",
    precision,
    prepare: () => {
      const own = inKernelMemory(inPrecision(x, precision));
      const scale = inPrecision(weights, precision);
      const weighted = inKernelMemory(own.map((each, i) => each * (scale[Math.floor(i / features)] as number)));
      const result = inKernelMemory(inPrecision(new Float32Array(features ** 2), precision));
      const extents = { rows: features, inner: rows, columns: features, transposeA: true };
      return {
        run: isWhole
          ? () => multiplyMatrices<Numbers>(own, weighted, result, extents)
          : () =>
              symmetricRankUpdate<Numbers>(own, result, {
                size: features,
                inner: rows,
                transpose: true,
                weights: scale,
              }),
        result: () => ({ curvature: lower(result) }),
      };
    },
  });
  return {
    demand: { reads: rows * features, writes: features ** 2 / 2, operations: rows * features ** 2 },
    reference: () => ({ curvature: lower(curvatureOf(x, weights, features)) }),
    tolerance: (precision) => ({ curvature: precision === "float32" ? 2e-6 : 1e-13 }),
    contenders: [
      ...both.flatMap((precision) => [ours(precision, false), ours(precision, true)]),
      ...both.map((precision) =>
        python({
          name: "scipy BLAS syrk",
          precision,
          script: join(import.meta.dirname, "curvature.py"),
          modules: ["scipy"],
          inputs: () => ({
            x: { numbers: inPrecision(x, precision), shape: [rows, features] },
            weights: { numbers: inPrecision(weights, precision), shape: [rows] },
          }),
        }),
      ),
    ],
  };
}

function curvatureOf(x: Float32Array, weights: Float32Array, features: number): Float64Array {
  const sums = new Float64Array(features ** 2);
  for (const [k, weight] of weights.entries()) {
    const row = x.subarray(k * features, (k + 1) * features);
    for (let i = 0; i < features; i++) {
      const factor = weight * (row[i] as number);
      for (let j = 0, at = i * features; j <= i; j++, at++)
        sums[at] = (sums[at] as number) + factor * (row[j] as number);
    }
  }
  return sums;
}

export function makeNewtonCase(size: number): Case {
  const a = positiveDefinite(size);
  const b = normals(size, 1, 2);
  const reference = (): Result => ({ step: solutionOf(a, b) });
  const ours = (precision: Precision): Contender => ({
    name: "cholesky, solveTriangular",
    side: "ours",
    precision,
    prepare: () => {
      const [matrix, side] = [inPrecision(a, precision), inPrecision(b, precision)];
      const [l, x] = [inKernelMemory(matrix), inKernelMemory(side)];
      const run = (): void => {
        l.set(matrix);
        x.set(side);
        cholesky(l, { size });
        solveTriangular<Numbers>(l, x, { size });
        solveTriangular<Numbers>(l, x, { size, transpose: true });
      };
      return { run, result: () => ({ step: x }) };
    },
  });
  return {
    demand: { reads: size ** 2 / 2, writes: size ** 2 / 2, operations: size ** 3 / 3 },
    reference,
    tolerance: (precision) => ({ step: precision === "float32" ? 2e-5 : 1e-12 }),
    contenders: [
      ...both.map(ours),
      {
        name: "ml-matrix",
        side: "javascript peer",
        precision: "float64",
        prepare: () => {
          const [matrix, side] = [Matrix.from1DArray(size, size, a), Matrix.from1DArray(size, 1, b)];
          const solve = (): Matrix => new CholeskyDecomposition(matrix).solve(side);
          return { run: solve, result: () => ({ step: solve().to1DArray() }) };
        },
      },
      ...both.map((precision) =>
        python({
          name: "scipy cho_factor, cho_solve",
          precision,
          script: join(import.meta.dirname, "newtonStep.py"),
          modules: ["scipy"],
          inputs: () => ({
            a: { numbers: inPrecision(a, precision), shape: [size, size] },
            b: { numbers: inPrecision(b, precision), shape: [size] },
          }),
        }),
      ),
    ],
  };
}

/** X·Xᵀ / columns + I, in float32. */
function positiveDefinite(size: number): Float32Array<ArrayBuffer> {
  const columns = 16;
  const x = normals(size * columns, 1, 3);
  return Float32Array.from({ length: size ** 2 }, (_, at) => {
    const [i, j] = [Math.floor(at / size), at % size];
    let sum = i === j ? columns : 0;
    for (let k = 0; k < columns; k++) sum += (x[i * columns + k] as number) * (x[j * columns + k] as number);
    return sum / columns;
  });
}
