import { addScaled, dot, scale } from "./vector.ts";

interface Pair {
  readonly s: Float64Array;
  readonly y: Float64Array;
  /** sᵀy */
  curvature: number;
}

/** The last steps s and changes of gradient y, and the inverse Hessian that they imply. All memory is taken at the start. */
export class CurvatureHistory {
  /** Oldest first; the first `count` are in use, and there is always one to spare. */
  readonly #pairs: Pair[];
  readonly #alphas: Float64Array;
  #count = 0;
  #scale: number;

  /** `scale` stands for the inverse Hessian until there is a pair. */
  constructor(size: number, memory: number, scale: number) {
    this.#pairs = Array.from({ length: memory + 1 }, () => ({
      s: new Float64Array(size),
      y: new Float64Array(size),
      curvature: 0,
    }));
    this.#alphas = new Float64Array(memory);
    this.#scale = scale;
  }

  get isEmpty(): boolean {
    return this.#count === 0;
  }

  /** Forgets the pairs, not the scale. */
  clear(): void {
    this.#count = 0;
  }

  /** Takes in a step, unless the curvature along it is not positive beyond rounding: the inverse Hessian must stay positive. */
  add(x: Float64Array, nextX: Float64Array, gradient: Float64Array, nextGradient: Float64Array): void {
    const pair = this.#pairs[this.#count]!;
    addScaled(pair.s, nextX, -1, x);
    addScaled(pair.y, nextGradient, -1, gradient);
    const curvature = dot(pair.s, pair.y);
    const squaredY = dot(pair.y, pair.y);
    if (!(curvature > Number.EPSILON * Math.sqrt(dot(pair.s, pair.s)) * Math.sqrt(squaredY))) return;
    pair.curvature = curvature;
    this.#scale = curvature / squaredY;
    if (this.#count < this.#pairs.length - 1) this.#count++;
    else this.#pairs.push(this.#pairs.shift()!);
  }

  /** out ← −H gradient, by the two-loop recursion (Nocedal & Wright, algorithm 7.4) from Oren and Luenberger's scaling sᵀy / yᵀy. */
  direction(gradient: Float64Array, out: Float64Array): void {
    scale(out, -1, gradient);
    for (let k = this.#count - 1; k >= 0; k--) {
      const { s, y, curvature } = this.#pairs[k]!;
      const alpha = dot(s, out) / curvature;
      this.#alphas[k] = alpha;
      addScaled(out, out, -alpha, y);
    }
    scale(out, this.#scale, out);
    for (let k = 0; k < this.#count; k++) {
      const { s, y, curvature } = this.#pairs[k]!;
      addScaled(out, out, this.#alphas[k]! - dot(y, out) / curvature, s);
    }
  }
}
