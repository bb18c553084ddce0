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
  const { bits, exponentBias, mantissaBits, sub, name } = lanes;
  const one = exponentBias * 2 ** mantissaBits;
  const shifted = f.local(bits.add(x, one - rootHalf[name]));
  // An integer in the lowest bits of 2ᵐ, m the number of bits of the mantissa, becomes a float in one subtraction.
  const integer = v128.or(
    bits.shrU(shifted, mantissaBits),
    bits.splat((exponentBias + mantissaBits) * 2 ** mantissaBits),
  );
  const k = f.local(sub(integer, 2 ** mantissaBits + exponentBias));
  const mantissa = bits.add(v128.and(shifted, bits.splat(2 ** mantissaBits - 1)), rootHalf[name]);
  return { k, fraction: f.local(sub(mantissa, 1)) };
}

/** Of what is positive and finite: subnormal numbers are brought up first. */
export function decomposeAny(f: FunctionBuilder, lanes: Lanes, x: Local<"v128">): Decomposed {
  const { exponentBias, lt, mantissaBits, mul, select, sub } = lanes;
  const tiny = f.local(lt(x, 2 ** (1 - exponentBias)));
  const lift = mantissaBits + 1;
  const { k, fraction } = decompose(f, lanes, select(tiny, mul(x, 2 ** lift), x));
  return { k: f.local(sub(k, select(tiny, lift, 0))), fraction };
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
  const { add, div, mul, multiplyAdd, sub } = lanes;
  const s = f.local(div(fraction, add(fraction, 2)));
  const z = f.local(mul(s, s));
  const halfSquare = f.local(mul(mul(fraction, fraction), 0.5));
  const series = mul(z, polynomial(lanes, z, coefficients[lanes.name]));
  const { low: ln2Low, high: ln2High } = ln2[lanes.name];
  const low = small === undefined ? mul(k, ln2Low) : multiplyAdd(k, ln2Low, small);
  // ln(1 + f) = f − (f²/2 − s·(f²/2 + series)): the large terms come last.
  const correction = sub(multiplyAdd(s, add(halfSquare, series), low), halfSquare);
  return multiplyAdd(k, ln2High, add(correction, fraction));
}
