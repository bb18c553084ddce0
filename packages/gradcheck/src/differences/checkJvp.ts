import { grad, jvp, mul, sum, tensor, type Tensor } from "@surprisal/tensor";
import { dot, flat, Point, roundings, signed, size, type CheckOptions, type TensorFunction } from "./inputs.ts";

/**
 * Checks that forward and reverse mode are each other's transpose: ⟨u, Jv⟩ = ⟨Jᵀu, v⟩ for random u and v.
 *
 * @param f - from tensors to a tensor of any shape.
 * @param inputs - finite; float32 and float64 ones are differentiated, others held.
 * @param options - seed, number of directions, magnitude.
 * @throws Error with both products; ParameterError for inputs without finite floats.
 * @example
 * checkJvp((a, b) => mul(a, b), [tensor([1, 2]), tensor(3)])
 */
export function checkJvp(f: TensorFunction, inputs: readonly Tensor[], options: CheckOptions = {}): void {
  const point = new Point("checkJvp", inputs, options);
  const ofFloats = point.ofFloats(f);
  for (let i = 0; i < (options.directions ?? 3); i++) {
    const v = signed([point.values.length], point.random);
    const forward = jvp(ofFloats, point.floats(), point.place(v, false)).tangent;
    const u = signed(forward.shape, point.random);
    const cotangent = tensor(u, { shape: forward.shape, dtype: "float64" });
    const backward = flat(grad((floats: readonly Tensor[]) => sum(mul(ofFloats(floats), cotangent)))(point.floats()));
    const [one, other] = [dot(u, forward.data), dot(backward, v)];
    const tolerance =
      roundings * point.epsilon * (size(u, forward.data) + size(backward, v) + (options.magnitude ?? 1));
    if (!(Math.abs(one - other) <= tolerance)) {
      throw new Error(`forward and reverse mode differ: ⟨u, Jv⟩ is ${one}, ⟨Jᵀu, v⟩ is ${other}`);
    }
  }
}
