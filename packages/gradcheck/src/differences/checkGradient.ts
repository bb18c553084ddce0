import { grad, mul, sum, tensor, type Tensor } from "@surprisal/tensor";
import { enclose, expectWithin, type Stencil } from "./enclose.ts";
import { dot, flat, Point, roundings, signed, size, type CheckOptions, type TensorFunction } from "./inputs.ts";

/**
 * Compares the gradient of a function with central differences: along random directions and by single elements.
 *
 * The step is ε^(1/3) times |x| or 1, whichever is larger (ε of the inputs' dtype), shortened towards the ends of the domain. The
 * tolerance adds what two step sizes disagree by and what rounding of values and arguments can do; at a corner every slope between
 * the one-sided ones passes. Where f has several elements, they are added up with random factors first.
 *
 * @param f - from tensors to a tensor of any shape.
 * @param inputs - finite; float32 and float64 ones are differentiated, others held.
 * @param options - seed, number of directions and elements, domain, magnitude.
 * @throws Error that names the element, the gradient and the difference; ParameterError for inputs without finite floats.
 * @example
 * checkGradient((x) => exp(x), [tensor(new Float64Array([0, 1]))])
 * checkGradient((x) => mul(x, stopGradient(x)), [tensor(new Float64Array([0, 1]))]) // throws Error
 */
export function checkGradient(f: TensorFunction, inputs: readonly Tensor[], options: CheckOptions = {}): void {
  const point = new Point("checkGradient", inputs, options);
  const output = f(...inputs);
  const factors = signed(output.shape, point.random);
  const cotangent = tensor(factors, { shape: output.shape, dtype: "float64" });
  const scalar = point.ofFloats((...all) => sum(mul(f(...all), cotangent)));
  const gradient = flat(grad(scalar)(point.floats()));
  const rounding = roundings * point.epsilon;
  // What moving every argument by its own rounding does to the result.
  const conditioning = size(point.values, gradient) + (options.magnitude ?? 1);
  const h = point.step;
  for (const { name, direction } of point.directions()) {
    const values = [-2, -1, 0, 1, 2].map((t) => f(...point.at(t * h, direction)).data);
    // Element by element: corners of several elements in one place may cancel in their sum.
    const parts = Array.from(factors, (factor, i) => {
      const stencil = values.map((each) => factor * (each[i] as number)) as unknown as Stencil;
      if (!stencil.every(Number.isFinite)) {
        throw new Error(
          `f is not finite near the inputs, ${name}: element ${i} is ${values.map((each) => each[i]).join(", ")}`,
        );
      }
      return enclose(stencil, h, rounding * (Math.abs(stencil[2]) + conditioning));
    });
    const low = parts.reduce((total, part) => total + part.low, 0);
    const high = parts.reduce((total, part) => total + part.high, 0);
    expectWithin(`the derivative ${name}`, dot(gradient, direction), { low, high });
  }
}
