import { add, matmul, tensor, type Tensor } from "@surprisal/tensor";
import type { Points } from "./points.ts";
import type { Start } from "./screen.ts";

/** The weights of logistic regression: z = slopes · x + bias. */
export interface Weights {
  /** `[2]`. */
  readonly slopes: Tensor;
  readonly bias: Tensor;
}

/** Points as tensors. */
export interface Problem {
  /** `[N, 2]`. */
  readonly features: Tensor;
  /** `[N]`, 0 or 1. */
  readonly targets: Tensor;
}

export function problemOf({ features, labels }: Points): Problem {
  return { features: tensor(features, { shape: [labels.length, 2] }), targets: tensor(labels) };
}

export function logitsOf({ features }: Problem, { slopes, bias }: Weights): Tensor {
  return add(matmul(features, slopes), bias);
}

/** w₁, w₂ and the bias of each start. From "wrong" most points are on the wrong side, and surely so. */
export const starts: Readonly<Record<Start, readonly [number, number, number]>> = {
  wrong: [-6, 5, 4],
  zero: [0, 0, 0],
};

/** Weights from w₁, w₂ and the bias. */
export function weightsFrom([first, second, bias]: readonly [number, number, number]): Weights {
  return { slopes: tensor(Float64Array.of(first, second)), bias: tensor(bias, { dtype: "float64" }) };
}
