import type { FunctionBuilder } from "../assembler/functionBuilder.ts";
import type { Lanes } from "../assembler/lanes.ts";
import type { Local, Value } from "../assembler/value.ts";

/** ln 2 in two parts: the first one times an exponent has no rounding. */
export const ln2 = {
  f32x4: { high: 0.693359375, low: -2.1219444e-4 },
  f64x2: { high: 0.6931471803691238, low: 1.9082149292705877e-10 },
} as const;

/** x = k·ln 2 + r with an integer k and |r| ≤ ½ ln 2. */
export interface Reduced {
  readonly k: Local<"v128">;
  /** x − k·ln 2 without its last digits, exact. */
  readonly high: Local<"v128">;
  readonly r: Local<"v128">;
  /** Holds k + bias in its lowest bits. */
  readonly shifted: Local<"v128">;
}

/** The number that pushes an integer into the lowest bits of a float, with the bias of an exponent on top. */
export const shifter = ({ mantissaBits, exponentBias }: Lanes): number => 1.5 * 2 ** mantissaBits + exponentBias;

/** 2ᵏ, for a k pushed into the lowest bits by `shifter`: from −bias, where it is exactly 0, to the bias. */
export const powerOfTwo = (lanes: Lanes, shifted: Value<"v128">): Value<"v128"> =>
  lanes.bits.shl(shifted, lanes.mantissaBits);

export function reduce(f: FunctionBuilder, lanes: Lanes, x: Local<"v128">): Reduced {
  const shifted = f.local(lanes.multiplyAdd(x, Math.LOG2E, shifter(lanes)));
  const k = f.local(lanes.sub(shifted, shifter(lanes)));
  const high = f.local(lanes.negativeMultiplyAdd(k, ln2[lanes.name].high, x));
  const r = f.local(lanes.negativeMultiplyAdd(k, ln2[lanes.name].low, high));
  return { k, high, r, shifted };
}

/** What the rounding of r has left out. */
export const lostIn = ({ mul, name, sub }: Lanes, { high, k, r }: Reduced): Value<"v128"> =>
  sub(sub(high, r), mul(k, ln2[name].low));
