import {
  generator,
  ParameterError,
  sizeOf,
  tensor,
  uniform,
  type Generator,
  type Shape,
  type Tensor,
} from "@surprisal/tensor";

/** From inputs to a tensor of any shape. */
export type TensorFunction = (...inputs: Tensor[]) => Tensor;

export interface CheckOptions {
  /** Seeds the random directions and cotangents. Default 0. */
  readonly seed?: number;
  /** How many random directions. Default 3. */
  readonly directions?: number;
  /** How many single elements, evenly spread over all inputs. Default 12. */
  readonly coordinates?: number;
  /** Where f is defined: steps stay inside. Default everywhere. */
  readonly domain?: readonly [low: number, high: number];
  /** The size of the largest number that f meets on its way; its rounding is what a difference cannot see through. Default 1. */
  readonly magnitude?: number;
}

/** Units in the last place that a value may be off by: what a few operations in a row round away. */
export const roundings = 32;

/** Flattened float inputs, directions in them, and the way back to tensors. */
export class Point {
  readonly #inputs: readonly Tensor[];
  /** Which inputs are floats: only these are moved. */
  readonly moving: readonly number[];
  /** The size of the step's unit in each element: |x| or 1, and no more than the way to the end of the domain. */
  readonly scales: Float64Array;
  readonly values: Float64Array;
  readonly epsilon: number;
  readonly random: Generator;
  readonly #options: CheckOptions;

  constructor(unit: string, inputs: readonly Tensor[], options: CheckOptions) {
    this.#inputs = inputs;
    this.#options = options;
    this.moving = inputs.flatMap(({ dtype }, i) => (dtype === "float32" || dtype === "float64" ? [i] : []));
    const floats = this.moving.map((i) => inputs[i] as Tensor);
    if (floats.length === 0)
      throw new ParameterError(`${unit}: inputs hold no floats, expected at least one tensor of them`);
    this.values = Float64Array.from(floats.flatMap(({ data }) => Array.from(data)));
    const wrong = this.values.findIndex((value) => !Number.isFinite(value));
    if (wrong >= 0) throw new ParameterError(`${unit}: inputs hold ${this.values[wrong]}, expected finite numbers`);
    this.epsilon = floats.some(({ dtype }) => dtype === "float32") ? 2 ** -23 : 2 ** -52;
    const [low, high] = options.domain ?? [-Infinity, Infinity];
    this.scales = this.values.map((x) => Math.min(Math.max(1, Math.abs(x)), x - low, high - x));
    this.random = generator(options.seed ?? 0);
  }

  /** The step in units of the scales that balances truncation and rounding of central differences: ε^(1/3). */
  get step(): number {
    return Math.cbrt(this.epsilon);
  }

  /** Inputs moved by t along a direction. */
  at(t: number, direction: Float64Array): Tensor[] {
    return this.place(
      this.values.map((x, i) => x + t * (direction[i] as number)),
      true,
    );
  }

  /** Flat numbers as tensors in the places of the float inputs; the others as they are, or zeros. */
  place(flat: Float64Array, keepOthers: boolean): Tensor[] {
    let start = 0;
    return this.#inputs.flatMap((input, i) => {
      if (!this.moving.includes(i)) return keepOthers ? [input] : [];
      const size = sizeOf(input.shape);
      start += size;
      return [tensor(flat.slice(start - size, start), { shape: input.shape, dtype: input.dtype })];
    });
  }

  /** f as a function of its float inputs alone. */
  ofFloats(f: TensorFunction): (floats: readonly Tensor[]) => Tensor {
    return (floats) => {
      let next = 0;
      return f(...this.#inputs.map((input, i) => (this.moving.includes(i) ? (floats[next++] as Tensor) : input)));
    };
  }

  floats(): Tensor[] {
    return this.moving.map((i) => this.#inputs[i] as Tensor);
  }

  /** Random directions, in which every element moves, and single elements; each in units of the scales. */
  *directions(): IterableIterator<{ name: string; direction: Float64Array }> {
    const { directions = 3, coordinates = 12 } = this.#options;
    for (let i = 0; i < directions; i++) {
      const signs = signed([this.values.length], this.random);
      yield {
        name: `along random direction ${i}`,
        direction: this.scales.map((scale, j) => scale * (signs[j] as number)),
      };
    }
    const count = Math.min(coordinates, this.values.length);
    for (let i = 0; i < count; i++) {
      const at = Math.floor((i * this.values.length) / count);
      const direction = new Float64Array(this.values.length);
      direction[at] = this.scales[at] as number;
      yield { name: `by ${this.#nameOf(at)}`, direction };
    }
  }

  #nameOf(at: number): string {
    let start = 0;
    for (const i of this.moving) {
      const size = sizeOf((this.#inputs[i] as Tensor).shape);
      if (at < start + size) return `inputs[${i}][${at - start}] = ${this.values[at]}`;
      start += size;
    }
    return `element ${at}`;
  }
}

/** Random numbers of size 1/2 to 1 and either sign: no element is left out of a product with them. */
export function signed(shape: Shape, random: Generator): Float64Array {
  const drawn = uniform(shape, random, { dtype: "float64" }).data;
  return Float64Array.from(drawn, (u) => (u < 0.5 ? u - 1 : u));
}

/** The largest size among numbers, from a floor on. */
export function largestOf(values: ArrayLike<number>, floor = 0): number {
  let most = floor;
  for (let i = 0; i < values.length; i++) most = Math.max(most, Math.abs(values[i] as number));
  return most;
}

export function flat(tensors: readonly Tensor[]): Float64Array {
  return Float64Array.from(tensors.flatMap(({ data }) => Array.from(data)));
}

export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < a.length; i++) total += (a[i] as number) * (b[i] as number);
  return total;
}

/** Σ |aᵢ·bᵢ|: what the rounding of `dot` is proportional to. */
export function size(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < a.length; i++) total += Math.abs((a[i] as number) * (b[i] as number));
  return total;
}
