import type { FunctionBuilder } from "../assembler/functionBuilder.ts";
import { f32x4, f64x2, type Lanes } from "../assembler/lanes.ts";
import type { Local, Value } from "../assembler/value.ts";
import { v128 } from "../assembler/vectors.ts";
import { addConstant, type Doubled, multiplyDoubled, productOf, sumOf, sumOfOrdered } from "./doubled.ts";
import { log2InPair, upperOf } from "./pairs.ts";
import { polynomial } from "./polynomial.ts";
import { ln2 } from "./reduction.ts";

type Vector = Value<"v128">;

/** From here on, Stirling's series; smaller numbers are moved up by as much. */
const start = 8;
/** Below, |Γ(x)| is 1/|x| to all digits. */
const tiny = 2 ** -60;

/** B₂ₙ/(2n(2n − 1)) in 1/x², times 1/x: Stirling's series, of which as many terms leave 1e-17 at 8. */
const stirling = [
  1 / 12,
  -1 / 360,
  1 / 1260,
  -1 / 1680,
  1 / 1188,
  -691 / 360_360,
  1 / 156,
  -3617 / 122_400,
  43_867 / 244_188,
];
/** (sin πr/(πr) − 1)/r² in r²: (−1)ⁿπ²ⁿ/(2n + 1)!, for |r| ≤ ½. */
const sineSeries = [
  -1.6449340668482264, 0.8117424252833536, -0.19075182412208422, 0.0261478478176548, -0.0023460810354558235,
  0.000148428793031071, -6.975873661656381e-6, 2.5312174041370274e-7, -7.304711822217775e-9, 1.7165384749821432e-10,
];
/** (ln 2π − 1)/2. */
const offset = 0.4189385332046727;

/**
 * ln |Γ(x)|: Infinity at 0, at negative integers, and at ±Infinity. Where it is small, between two poles and at 1 and 2, what is held is the
 * distance from the exact result in units of the last place of 1.
 *
 * @param f - the function that the code is written into.
 * @param lanes - f32x4 or f64x2.
 * @param x - any.
 * @returns the result in each lane, to be used once.
 * @example
 * const module = new ModuleBuilder()
 * module.function("f", { parameters: ["f64"], result: "f64", export: true }, (f, x) => {
 *   f.return(f64x2.extract(lgamma(f, f64x2, f64x2.splat(x)), 0));
 * })
 * module.instantiate().f(0.5) // → 0.5723649
 * @see NIST Digital Library of Mathematical Functions, 5.5.1, 5.5.3 and 5.11.1.
 */
export function lgamma(f: FunctionBuilder, lanes: Lanes, x: Vector): Vector {
  const given = f.local(x);
  if (lanes.name === "f64x2") return inDouble(f, given);
  const [low, high] = [f64x2.promoteLow(given), f64x2.promoteHigh(given)].map((half) =>
    f.local(inDouble(f, f.local(half))),
  );
  return f32x4.demote(low as Vector, high as Vector);
}

/** ±(ln Γ(z) − ln a), with z = |x| or |x| + 8: terms that may cancel to the last digit, so that each has more digits than the result. */
function inDouble(f: FunctionBuilder, x: Local<"v128">): Vector {
  const size = f.local(f64x2.abs(x));
  const isSmall = f.local(f64x2.lt(size, start));
  const isNegative = f.local(f64x2.lt(x, 0));
  // x less the integer next to it: exact.
  const distance = f.local(f64x2.abs(f64x2.sub(size, f64x2.nearest(size))));

  const moved = f.local(f64x2.add(size, start));
  const z = {
    high: f.local(f64x2.select(isSmall, moved, size)),
    low: f.local(v128.and(isSmall, f64x2.sub(size, f64x2.sub(moved, start)))),
  };
  const ofLarge = logGammaOfLarge(f, z);

  const one = { high: f.local(f64x2.splat(1)), low: f.local(f64x2.splat(0)) };
  const numerator = choose(f, isSmall, risingProduct(f, size), one);
  const denominator = choose(f, isNegative, reflection(f, size, distance), one);
  const quotient = f.local(f64x2.select(f64x2.lt(size, tiny), size, f64x2.div(numerator.high, denominator.high)));
  // What the quotient has lost, as a part of it.
  const back = productOf(f, quotient, denominator.high);
  const missing = f64x2.sub(f64x2.sub(numerator.high, back.high), back.low);
  const lost = f.local(
    f64x2.div(f64x2.add(missing, f64x2.sub(numerator.low, f64x2.mul(quotient, denominator.low))), numerator.high),
  );
  const ofQuotient = logInPair(f, quotient);

  const difference = sumOf(f, ofLarge.high, f.local(f64x2.neg(ofQuotient.high)));
  const rest = f64x2.add(difference.low, f64x2.sub(ofLarge.low, f64x2.add(ofQuotient.low, lost)));
  const sum = f.local(f64x2.add(difference.high, rest));
  const ordinary = f64x2.select(isNegative, f64x2.neg(sum), sum);
  const finite = f64x2.select(f64x2.lt(size, tiny), f64x2.neg(f64x2.add(ofQuotient.high, ofQuotient.low)), ordinary);
  const isPole = v128.and(f64x2.lt(x, tiny), f64x2.eq(distance, 0));
  const isInfinite = v128.or(isPole, f64x2.eq(ofLarge.high, Infinity));
  // Exactly, as everybody expects it.
  const isZero = v128.or(f64x2.eq(x, 1), f64x2.eq(x, 2));
  return f64x2.select(f64x2.ne(x, x), x, f64x2.select(isInfinite, Infinity, v128.andnot(finite, isZero)));
}

const choose = (f: FunctionBuilder, mask: Local<"v128">, a: Doubled, b: Doubled): Doubled => ({
  high: f.local(f64x2.select(mask, a.high, b.high)),
  low: f.local(f64x2.select(mask, a.low, b.low)),
});

/** ln z for normal and positive z; the upper part is a multiple of a large unit. */
function logInPair(f: FunctionBuilder, z: Local<"v128">): Doubled {
  const { upper, lower } = log2InPair(f, z);
  const { high, low } = ln2.f64x2;
  const small = f64x2.multiplyAdd(lower, high, f64x2.mul(f64x2.add(upper, lower), low));
  return { high: f.local(f64x2.mul(upper, high)), low: f.local(small) };
}

/** (z − ½)(ln z − 1) + (ln 2π − 1)/2 + 1/(12 z) − …, for z from 8 on. */
function logGammaOfLarge(f: FunctionBuilder, z: Doubled): Doubled {
  const { high: logHigh, low: logLow } = logInPair(f, z.high);
  const inverse = f.local(f64x2.div(1, z.high));
  const square = f.local(f64x2.mul(inverse, inverse));
  const series = f64x2.mul(inverse, polynomial(f, f64x2, square, stirling));
  // The derivative is ln z − 1/(2z) − …
  const ofLow = f64x2.mul(z.low, f64x2.sub(logHigh, f64x2.mul(inverse, 0.5)));
  const constant = f64x2.add(f64x2.add(series, ofLow), offset);

  const factor = f.local(f64x2.sub(z.high, 0.5));
  const factorUpper = f.local(upperOf(factor));
  const other = f.local(f64x2.sub(logHigh, 1));
  const otherUpper = f.local(upperOf(other));
  const outer = f.local(f64x2.mul(factorUpper, otherUpper));
  const inner = f64x2.add(
    f64x2.mul(f64x2.sub(factor, factorUpper), otherUpper),
    f64x2.mul(factor, f64x2.add(f64x2.sub(other, otherUpper), logLow)),
  );
  return { high: outer, low: f.local(f64x2.add(inner, constant)) };
}

/** x(x + 1)…(x + 7), as t(t + 6)(t + 10)(t + 12) with t = x(x + 7). */
function risingProduct(f: FunctionBuilder, x: Local<"v128">): Doubled {
  const exact = { high: x, low: f.local(f64x2.splat(0)) };
  const t = multiplyDoubled(f, exact, addConstant(f, exact, 7));
  return [6, 10, 12].map((c) => addConstant(f, t, c)).reduce((product, each) => multiplyDoubled(f, product, each), t);
}

/** 1/|Γ(−x)Γ(x)| = x·sin(πr)/π, with r the distance of x from an integer. */
function reflection(f: FunctionBuilder, x: Local<"v128">, r: Local<"v128">): Doubled {
  const square = f.local(f64x2.mul(r, r));
  const bend = f.local(f64x2.mul(square, polynomial(f, f64x2, square, sineSeries)));
  const { high, low } = productOf(f, x, r);
  return sumOfOrdered(f, high, f64x2.add(f64x2.mul(high, bend), f64x2.add(low, f64x2.mul(low, bend))));
}
