import { tensor, type Tensor } from "../src/index.ts";

/** A row of float64. */
export function f64(...values: number[]): Tensor {
  return tensor(new Float64Array(values));
}
