import { describe, expect, it } from "vitest";
import { f32x4, f64x2, type Generator, type Value } from "@surprisal/kernels";
import { elementwise } from "./elementwise.ts";
import { real, type Real, ulps } from "./reference.ts";
import { ulpsOfFloat32 } from "./ulps.ts";

type Unary = Generator<readonly [Value<"v128">]>;

export interface Claim {
  /** In float64, of a float32: what JavaScript's own functions make of it is good to 2⁻²⁹ of the unit that counts. */
  readonly single: (x: number) => number;
  /** To 300 digits, of a float64. */
  readonly double: (x: Real) => Real;
  /** From where to where the reference is asked; outside there are `corners`. */
  readonly range: readonly [number, number];
  /** What each number gives, exactly; the same in both types. */
  readonly corners: readonly (readonly [number, number])[];
  /** Units of the last place. Default 2. */
  readonly limit?: number;
  /** Results below 1 are measured by the last place of 1. Default false. */
  readonly isAbsoluteBelowOne?: boolean;
}

const extremes = [1, -1, 5e-324, -5e-324, 1e-310, -1e-310, 1e-45, -1e-45, 1e-40, 2 ** -126, 2 ** -1022, 1e-20, -1e-20];

/** Every so manieth bit pattern of a float32, from one up to another. */
const patterns = (first: number, end: number, stride: number): number[] =>
  Array.from({ length: Math.ceil((end - first) / stride) }, (_, i) => first + i * stride);

const patternOf = (x: number): number => new Uint32Array(Float32Array.of(x).buffer)[0] as number;

/** Float32 of all exponents and both signs, infinities and NaN; more of them where functions bend. */
const manyFloat32 = new Float32Array(
  Uint32Array.from([
    ...patterns(0, 2 ** 32, 20_011),
    ...[1, -1].flatMap((sign) => patterns(patternOf(sign / 256), patternOf(sign * 8), 211)),
  ]).buffer,
);

/** Floats of all sizes between two, denser where functions bend; the same ones each time. */
export function someFloat64([low, high]: readonly [number, number], count: number): Float64Array {
  return Float64Array.from({ length: count }, (_, i) => {
    const part = (i * 0.6180339887498949) % 1;
    const [near, sized] = [(part - 0.5) * 8, (i % 2 === 0 ? 1 : -1) * 10 ** (part * 340 - 330)];
    const x = [near, sized, low + part * (high - low)][i % 3] as number;
    return Math.min(Math.max(x, low), high);
  });
}

/** A generator is right on extreme numbers, and within some units of the last place on the rest, in both types, fused or not. */
export function staysWithin(
  generate: Unary,
  { single, double, range, corners, limit = 2, isAbsoluteBelowOne = false }: Claim,
): void {
  describe.each([false, true])("relaxed %s", (relaxed) => {
    it.each([f32x4, f64x2])("at the corners, $name", (lanes) => {
      const inputs = corners.map(([x]) => x);
      const found = elementwise(generate, lanes, relaxed)(Float64Array.from(inputs));
      expect([...found]).toEqual(corners.map(([, y]) => (lanes === f32x4 ? Math.fround(y) : y)));
    });

    it("float32", () => {
      const inputs = manyFloat32;
      const found = elementwise(generate, f32x4, relaxed)(inputs);
      let worst = { ulps: 0, x: 0, found: 0 };
      for (const [i, x] of inputs.entries()) {
        const [y, expected] = [found[i] as number, single(x)];
        if (Object.is(y, Math.fround(expected))) continue;
        const distance = ulpsOfFloat32(y, expected, isAbsoluteBelowOne ? 0 : -126);
        if (!(distance <= worst.ulps)) worst = { ulps: distance, x, found: y };
      }
      expect(worst.ulps, `at ${worst.x}: ${worst.found}`).toBeLessThanOrEqual(limit);
    });

    it("float64", () => {
      const inputs = Float64Array.from([...extremes, ...someFloat64(range, 150)]).filter(
        (x) => x >= range[0] && x <= range[1],
      );
      const found = elementwise(generate, f64x2, relaxed)(inputs);
      let worst = { ulps: 0, x: 0, found: 0 };
      for (const [i, x] of inputs.entries()) {
        const y = found[i] as number;
        const distance = Number.isFinite(y) ? ulps(y, double(real(x)), 52, isAbsoluteBelowOne ? 0 : -1022) : Infinity;
        if (distance > worst.ulps) worst = { ulps: distance, x, found: y };
      }
      expect(worst.ulps, `at ${worst.x}: ${worst.found}`).toBeLessThanOrEqual(limit);
    });
  });
}
