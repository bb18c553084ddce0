import type { Objective } from "../../src/index.ts";

/** Σ 100 (xᵢ₊₁ − xᵢ²)² + (1 − xᵢ)²: minimum 0 where all are 1. */
export const rosenbrock: Objective = (x, gradientOut) => {
  gradientOut.fill(0);
  let value = 0;
  for (let i = 0; i + 1 < x.length; i++) {
    const bend = x[i + 1]! - x[i]! ** 2;
    const rest = 1 - x[i]!;
    value += 100 * bend ** 2 + rest ** 2;
    gradientOut[i]! += -400 * x[i]! * bend - 2 * rest;
    gradientOut[i + 1]! += 200 * bend;
  }
  return value;
};

export const rosenbrockStart = (size: number): Float64Array =>
  Float64Array.from({ length: size }, (_, i) => (i % 2 === 0 ? -1.2 : 1));

/** offset + ½ Σ λᵢ (xᵢ − 1)²: minimum `offset` where all are 1. */
export const quadratic =
  (eigenvalues: readonly number[], offset = 0): Objective =>
  (x, gradientOut) => {
    let value = offset;
    eigenvalues.forEach((eigenvalue, i) => {
      const rest = x[i]! - 1;
      value += (eigenvalue * rest ** 2) / 2;
      gradientOut[i] = eigenvalue * rest;
    });
    return value;
  };

/** An objective of one variable. */
export const scalar =
  (value: (x: number) => number, derivative: (x: number) => number): Objective =>
  (x, gradientOut) => {
    gradientOut[0] = derivative(x[0]!);
    return value(x[0]!);
  };

const margin = (row: Float64Array, w: Float64Array): number => row.reduce((sum, entry, j) => sum + entry * w[j]!, 0);
const sigmoid = (t: number): number => 1 / (1 + Math.exp(-t));

export interface LogisticProblem {
  readonly objective: Objective;
  readonly size: number;
  /** The minimizer, by Newton's method. */
  readonly newton: () => Float64Array;
}

/** J = Σ log(1 + exp(−yᵢ wᵀxᵢ)) + ½ ‖w‖², on made-up data: rows of `size` numbers whose scales run from 1 to `spread`. */
export function logisticRegression(rows: number, size: number, spread: number): LogisticProblem {
  let seed = 1;
  const random = (): number => {
    seed = (seed * 48271) % 2147483647;
    return seed / 2147483647 - 0.5;
  };
  const features = Array.from({ length: rows }, () =>
    Float64Array.from({ length: size }, (_, j) => 4 * random() * spread ** (j / (size - 1))),
  );
  const signs = features.map((row) => (row[0]! - row[1]! / spread ** (1 / (size - 1)) + 2 * random() > 0 ? 1 : -1));

  const objective: Objective = (w, gradientOut) => {
    gradientOut.set(w);
    let value = w.reduce((sum, entry) => sum + (entry * entry) / 2, 0);
    features.forEach((row, i) => {
      const t = -signs[i]! * margin(row, w);
      value += Math.max(t, 0) + Math.log1p(Math.exp(-Math.abs(t)));
      const share = -signs[i]! * sigmoid(t);
      for (let j = 0; j < size; j++) gradientOut[j]! += share * row[j]!;
    });
    return value;
  };

  const newton = (): Float64Array => {
    const w = new Float64Array(size);
    const gradient = new Float64Array(size);
    for (let turn = 0; turn < 50; turn++) {
      objective(w, gradient);
      const hessian = Array.from({ length: size }, (_, j) =>
        Float64Array.from({ length: size }, (_, k) => (j === k ? 1 : 0)),
      );
      for (const row of features) {
        const p = sigmoid(margin(row, w));
        for (let j = 0; j < size; j++)
          for (let k = 0; k < size; k++) hessian[j]![k]! += p * (1 - p) * row[j]! * row[k]!;
      }
      const step = solve(hessian, gradient);
      for (let j = 0; j < size; j++) w[j]! -= step[j]!;
    }
    return w;
  };
  return { objective, size, newton };
}

/** Gauss, without pivots: the matrix is positive definite. */
function solve(matrix: readonly Float64Array[], right: Float64Array): Float64Array {
  const a = matrix.map((row) => Float64Array.from(row));
  const x = Float64Array.from(right);
  for (let j = 0; j < x.length; j++) {
    for (let i = j + 1; i < x.length; i++) {
      const factor = a[i]![j]! / a[j]![j]!;
      for (let k = j; k < x.length; k++) a[i]![k]! -= factor * a[j]![k]!;
      x[i]! -= factor * x[j]!;
    }
  }
  for (let j = x.length - 1; j >= 0; j--) {
    for (let k = j + 1; k < x.length; k++) x[j]! -= a[j]![k]! * x[k]!;
    x[j]! /= a[j]![j]!;
  }
  return x;
}
