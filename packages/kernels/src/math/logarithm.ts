import type { FunctionBuilder } from "../assembler/functionBuilder.ts";
import type { Lanes } from "../assembler/lanes.ts";
import type { Local, Value } from "../assembler/value.ts";
import { v128 } from "../assembler/vectors.ts";
import { polynomial } from "./polynomial.ts";
import { ln2 } from "./reduction.ts";

/** The bits of √½. */
const rootHalf = { f32x4: 0x3f3504f3, f64x2: 0x3fe6a09e * 2 ** 32 } as const;

/** (2 atanh s − 2s)/s³ in s², for |s| ≤ (√2 − 1)/(√2 + 1), to 2⁻³⁰ and 2⁻⁵⁹ of the logarithm. */
const coefficients = {
  f32x4: [0.66666776, 0.39977574, 0.29871237],
  f64x2: [
    0.6666666666666737, 0.3999999999939863, 0.28571428745551214, 0.22222198273544116, 0.1818357906686337,
    0.1531368752092411, 0.14799487338447104,
  ],
} as const;

/** x = 2ᵏ·(1 + fraction), with 1 + fraction between √½ and √2. */
export interface Decomposed {
  readonly k: Local<"v128">;
  readonly fraction: Local<"v128">;
}

/** Of what is positive, normal and finite. */
export function decompose(f: FunctionBuilder, lanes: Lanes, x: Value<"v128">): Decomposed {
  const one = lanes.exponentBias * 2 ** lanes.mantissaBits;
  const shifted = f.local(lanes.bits.add(x, one - rootHalf[lanes.name]));
  // An integer in the lowest bits of 2ᵐ, m the number of bits of the mantissa, becomes a float in one subtraction.
  const integer = v128.or(
    lanes.bits.shrU(shifted, lanes.mantissaBits),
    lanes.bits.splat((lanes.exponentBias + lanes.mantissaBits) * 2 ** lanes.mantissaBits),
  );
  const k = f.local(lanes.sub(integer, 2 ** lanes.mantissaBits + lanes.exponentBias));
  const mantissa = lanes.bits.add(
    v128.and(shifted, lanes.bits.splat(2 ** lanes.mantissaBits - 1)),
    rootHalf[lanes.name],
  );
  return { k, fraction: f.local(lanes.sub(mantissa, 1)) };
}

/** Of what is positive and finite: subnormal numbers are brought up first. */
export function decomposeAny(f: FunctionBuilder, lanes: Lanes, x: Local<"v128">): Decomposed {
  const tiny = f.local(lanes.lt(x, 2 ** (1 - lanes.exponentBias)));
  const lift = lanes.mantissaBits + 1;
  const { k, fraction } = decompose(f, lanes, lanes.select(tiny, lanes.mul(x, 2 ** lift), x));
  return { k: f.local(lanes.sub(k, lanes.select(tiny, lift, 0))), fraction };
}

/**
 * k·ln 2 + ln(1 + fraction), and a small term if there is one.
 *
 * @see fdlibm, e_log.c (Sun Microsystems, 1993), for the order of the terms.
 */
export function logOfParts(
  f: FunctionBuilder,
  lanes: Lanes,
  k: Local<"v128">,
  fraction: Local<"v128">,
  small?: Value<"v128">,
): Value<"v128"> {
  const s = f.local(lanes.div(fraction, lanes.add(fraction, 2)));
  const z = f.local(lanes.mul(s, s));
  const halfSquare = f.local(lanes.mul(lanes.mul(fraction, fraction), 0.5));
  const series = lanes.multiplyAdd(polynomial(f, lanes, z, coefficients[lanes.name]), z, halfSquare);
  const { low: ln2Low, high: ln2High } = ln2[lanes.name];
  const low = small === undefined ? lanes.mul(k, ln2Low) : lanes.multiplyAdd(k, ln2Low, small);
  // ln(1 + f) = f − (f²/2 − s·(f²/2 + …)): the large terms come last.
  const correction = lanes.sub(lanes.multiplyAdd(s, series, low), halfSquare);
  return lanes.multiplyAdd(k, ln2High, lanes.add(correction, fraction));
}
