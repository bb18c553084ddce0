import type { FunctionBuilder } from "../assembler/functionBuilder.ts";
import { f64x2 } from "../assembler/lanes.ts";
import type { Local, Value } from "../assembler/value.ts";
import { i64x2, v128 } from "../assembler/vectors.ts";
import { scaledExp } from "./exp.ts";
import { decomposeAny } from "./logarithm.ts";
import { polynomial } from "./polynomial.ts";
import { shifter } from "./reduction.ts";

type Vector = Value<"v128">;

/** A number as the sum of two: the upper part has so few digits that its products with its like are exact. */
export interface Pair {
  readonly upper: Local<"v128">;
  readonly lower: Local<"v128">;
}

/** The first 21 bits of the mantissa. */
export const upperOf = (x: Vector): Vector => v128.and(x, i64x2.splat(-(2 ** 32)));

/** (log₂ x · 3 ln 2/2 − (3 + s²)·s)/s⁵ in s². */
const coefficients = [
  0.5999999999999946, 0.4285714285785502, 0.33333332981837743, 0.272728123808534, 0.23066074577556175,
  0.20697501780033842,
];
/** 2/(3 ln 2). */
const factor = { whole: 0.9617966939259756, upper: 0.9617967009544373, lower: -7.028461650952758e-9 };
/** log₂ 1.5. */
const center = { upper: 0.5849624872207642, lower: 1.350039202129749e-8 };

/**
 * log₂ x to some 65 bits, of what is positive and finite.
 *
 * @see fdlibm, e_pow.c (Sun Microsystems, 1993), whose constants and steps these are.
 */
export function log2InPair(f: FunctionBuilder, x: Local<"v128">): Pair {
  const parts = decomposeAny(f, f64x2, x);
  // The mantissa from √¾ to √3, seen from 1 or from 1.5.
  const given = f.local(f64x2.add(parts.fraction, 1));
  const low = f.local(f64x2.lt(given, Math.sqrt(3) / 2));
  const k = f.local(f64x2.sub(parts.k, f64x2.select(low, 1, 0)));
  const mantissa = f.local(f64x2.select(low, f64x2.add(given, given), given));
  const high = f.local(f64x2.ge(mantissa, Math.sqrt(1.5)));
  const from = f.local(f64x2.select(high, 1.5, 1));

  // s = (m − from)/(m + from), in two parts.
  const difference = f.local(f64x2.sub(mantissa, from));
  const sum = f.local(f64x2.add(mantissa, from));
  const inverse = f.local(f64x2.div(1, sum));
  const s = f.local(f64x2.mul(difference, inverse));
  const sUpper = f.local(upperOf(s));
  const sumUpper = f.local(upperOf(sum));
  const sumLower = f64x2.sub(mantissa, f64x2.sub(sumUpper, from));
  const rest = f64x2.sub(f64x2.sub(difference, f64x2.mul(sUpper, sumUpper)), f64x2.mul(sUpper, sumLower));
  const sLower = f.local(f64x2.mul(inverse, rest));

  // (3 + s²)·s + …, in two parts.
  const square = f.local(f64x2.mul(s, s));
  const fourth = f.local(f64x2.mul(square, square));
  const tail = f64x2.mul(fourth, polynomial(f, f64x2, square, coefficients, fourth));
  const small = f.local(f64x2.add(tail, f64x2.mul(sLower, f64x2.add(sUpper, s))));
  const upperSquare = f.local(f64x2.mul(sUpper, sUpper));
  const cubic = f.local(upperOf(f64x2.add(f64x2.add(upperSquare, 3), small)));
  const cubicLower = f64x2.sub(small, f64x2.sub(f64x2.sub(cubic, 3), upperSquare));
  const product = f.local(f64x2.mul(sUpper, cubic));
  const productLower = f.local(f64x2.add(f64x2.mul(sLower, cubic), f64x2.mul(cubicLower, s)));
  const series = f.local(upperOf(f64x2.add(product, productLower)));
  const seriesLower = f64x2.sub(productLower, f64x2.sub(series, product));

  const centerUpper = f.local(f64x2.select(high, center.upper, 0));
  const logUpper = f.local(f64x2.mul(series, factor.upper));
  const logLower = f.local(
    f64x2.add(
      f64x2.add(f64x2.mul(series, factor.lower), f64x2.mul(seriesLower, factor.whole)),
      f64x2.select(high, center.lower, 0),
    ),
  );
  const upper = f.local(upperOf(f64x2.add(f64x2.add(f64x2.add(logUpper, logLower), centerUpper), k)));
  const lower = f.local(f64x2.sub(logLower, f64x2.sub(f64x2.sub(f64x2.sub(upper, k), centerUpper), logUpper)));
  return { upper, lower };
}

/** 2 to the power of c times a pair; c not infinite. */
export function exp2OfProduct(f: FunctionBuilder, pair: Pair, c: Local<"v128">): Vector {
  const cUpper = f.local(upperOf(c));
  const high = f.local(f64x2.mul(cUpper, pair.upper));
  const low = f.local(f64x2.add(f64x2.mul(f64x2.sub(c, cUpper), pair.upper), f64x2.mul(c, pair.lower)));
  const exponent = f.local(f64x2.add(high, low));
  // Beyond these bounds the result is 0 or Infinity, whatever is lost.
  const lost = f.local(f64x2.pmin(f64x2.pmax(f64x2.add(f64x2.sub(high, exponent), low), -1), 1));
  const bounded = f.local(f64x2.pmin(f64x2.pmax(exponent, -1080), 1030));
  const k = f.local(f64x2.sub(f64x2.add(bounded, shifter(f64x2)), shifter(f64x2)));
  const r = f.local(f64x2.mul(f64x2.add(f64x2.sub(bounded, k), lost), Math.LN2));
  return scaledExp(f, f64x2, { k, r });
}
