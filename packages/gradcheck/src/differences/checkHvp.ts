import { grad, hvp, mul, sum, tensor, type Tensor } from "@surprisal/tensor";
import { enclose, expectWithin, type Stencil } from "./enclose.ts";
import {
  dot,
  flat,
  largestOf,
  Point,
  roundings,
  signed,
  size,
  type CheckOptions,
  type TensorFunction,
} from "./inputs.ts";

/**
 * Compares Hessian-vector products with differences of gradients, element by element, and checks that the Hessian is symmetric.
 * Steps and tolerances as in `checkGradient`, on the gradient in place of the value: check that one first.
 *
 * @param f - from tensors to a tensor of any shape; several elements are added up with random factors first.
 * @param inputs - finite; float32 and float64 ones are differentiated, others held.
 * @param options - seed, number of directions and elements, domain, magnitude.
 * @throws Error that names the element, the product and the difference; ParameterError for inputs without finite floats.
 * @example
 * checkHvp((x) => exp(x), [tensor(new Float64Array([0, 1]))])
 * checkHvp((x) => mul(abs(x), abs(x)), [tensor(new Float64Array([0]))]) // throws Error
 */
export function checkHvp(f: TensorFunction, inputs: readonly Tensor[], options: CheckOptions = {}): void {
  const point = new Point("checkHvp", inputs, options);
  const { shape } = f(...inputs);
  const cotangent = tensor(signed(shape, point.random), { shape, dtype: "float64" });
  const scalar = point.ofFloats((...all) => sum(mul(f(...all), cotangent)));
  const slope = grad(scalar);
  const product = (direction: Float64Array): Float64Array =>
    flat(hvp(scalar, point.floats(), point.place(direction, false)));
  const h = point.step;
  // How many steps' units the rounding of an argument moves it by, at worst.
  const sensitivity = point.values.reduce(
    (most, x, i) =>
      (point.scales[i] as number) > 0 ? Math.max(most, Math.abs(x) / (point.scales[i] as number)) : most,
    1,
  );
  const largest = largestOf(flat(slope(point.floats())), options.magnitude ?? 1);

  for (const { name, direction } of point.directions()) {
    const claimed = product(direction);
    const reach = largestOf(claimed);
    const noise = roundings * point.epsilon * (largest + reach * sensitivity);
    const stencil = [-2 * h, -h, 0, h, 2 * h].map((t) => {
      const moved = point.at(t, direction);
      return flat(slope(point.moving.map((i) => moved[i] as Tensor)));
    });
    for (const [i, value] of claimed.entries()) {
      const own = stencil.map((gradient) => gradient[i] as number) as unknown as Stencil;
      if (!own.every(Number.isFinite))
        throw new Error(`the gradient is not finite near the inputs, ${name}: ${own.join(", ")}`);
      expectWithin(`element ${i} of the Hessian ${name}`, value, enclose(own, h, noise));
    }
  }

  const [v, w] = [signed([point.values.length], point.random), signed([point.values.length], point.random)];
  const [one, other] = [product(v), product(w)];
  const tolerance = roundings * point.epsilon * (size(w, one) + size(v, other) + largest);
  const gap = Math.abs(dot(w, one) - dot(v, other));
  if (!(gap <= tolerance)) {
    throw new Error(`the Hessian is not symmetric: ⟨w, Hv⟩ is ${dot(w, one)}, ⟨v, Hw⟩ is ${dot(v, other)}`);
  }
}
