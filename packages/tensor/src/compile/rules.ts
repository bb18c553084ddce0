import { assumeTrue, isCall, isNumber, scaledVector, type Algebra } from "./algebra.ts";
import { isComparison, type Builtin } from "./builtins.ts";
import type { Expression } from "./expression.ts";
import { unmasked } from "./peel.ts";

/** The simpler expression that a call equals; undefined where none is known. No rule costs digits, in the tails or elsewhere. */
type Rule = (algebra: Algebra, a: Expression, b: Expression, c: Expression) => Expression | undefined;

export const rules: Readonly<Partial<Record<Builtin, Rule>>> = {
  add(algebra, a, b) {
    if (isNumber(a, 0)) return b;
    if (isNumber(b, 0)) return a;
    const [p, q] = [scaledVector(a), scaledVector(b)];
    // s·r + t·r = (s + t)·r
    if (p && q && p[0] === q[0]) return algebra.call("mul", p[0], algebra.call("add", p[1], q[1]));
    if (isCall(b, "neg")) return algebra.call("sub", a, b.inputs[0] as Expression);
    if (isCall(a, "neg")) return algebra.call("sub", b, a.inputs[0] as Expression);
    return sumOfChoices(algebra, a, b);
  },
  sub(algebra, a, b) {
    if (isNumber(a, 0)) return algebra.call("neg", b);
    return isNumber(b, 0) ? a : mixedProbability(algebra, a, b);
  },
  neg(algebra, a) {
    if (a.kind === "oneHot") return algebra.oneHot(algebra.call("neg", a.value), a.index);
    if (isCall(a, "neg")) return a.inputs[0];
    const scaled = scaledVector(a);
    return scaled && algebra.call("mul", scaled[0], algebra.call("neg", scaled[1]));
  },
  mul(algebra, a, b) {
    if (isNumber(a, 1)) return b;
    if (isNumber(b, 1)) return a;
    if (isNumber(a, -1)) return algebra.call("neg", b);
    if (isNumber(b, -1)) return algebra.call("neg", a);
    if (!a.isVector && b.isVector) return algebra.call("mul", b, a);
    const truth = isComparisonCall(b) ? b : a;
    const number = truth === a ? b : a;
    if (isComparisonCall(truth) && number.kind === "number" && Number.isFinite(number.value))
      return algebra.call("where", truth, number, algebra.number(0));
    if (isCall(a, "neg") && a.isVector && !b.isVector)
      return algebra.call("mul", a.inputs[0] as Expression, algebra.call("neg", b));
    if (a === b && isCall(a, "abs")) return algebra.call("square", a);
    const scaled = scaledVector(a);
    // Factors meet outside of the loop: no range is lost, where the vector's is known.
    if (scaled && !b.isVector && algebra.facts.bounded.has(scaled[0]))
      return algebra.call("mul", scaled[0], algebra.call("mul", scaled[1], b));
    // Where a class is masked its e is 0, and nothing beside it has to be.
    const logits = algebra.facts.exponents.get(scaled?.[0] ?? a);
    const plain = logits && b.isVector ? unmasked(algebra, b, logits) : b;
    return plain !== b && algebra.facts.assumeFinite(b, plain) ? algebra.call("mul", a, plain) : undefined;
  },
  mul0(algebra, a, b) {
    if (isNumber(a, 0) || isNumber(b, 0)) return algebra.number(0);
    if (isNumber(a, 1)) return b;
    if (isNumber(b, 1)) return a;
    if (!a.isVector && b.isVector) return algebra.call("mul0", b, a);
    // 0 wins everywhere but at the one place.
    if (a.kind === "oneHot") return algebra.oneHot(algebra.call("mul0", a.value, algebra.at(b, a.index)), a.index);
    if (b.kind === "oneHot") return algebra.oneHot(algebra.call("mul0", algebra.at(a, b.index), b.value), b.index);
    const apart = [a, b].find((each) => isCall(each, "neg") || isComparisonCall(each) || isChoiceOfZero(each));
    if (apart?.kind === "call") {
      const other = apart === a ? b : a;
      const [condition, yes, no] = apart.inputs as readonly [Expression, Expression, Expression];
      if (isCall(apart, "neg")) return algebra.call("neg", algebra.call("mul0", condition, other));
      if (isComparisonCall(apart)) return algebra.call("where", apart, other, algebra.number(0));
      return algebra.call("where", condition, algebra.call("mul0", yes, other), algebra.call("mul0", no, other));
    }
    // Where neither of the two is infinite, 0 wins by itself; a constant that is not 0 changes nothing about that.
    const isPlain =
      [a, b].some((each) => each.kind === "number" && Number.isFinite(each.value)) ||
      (a.isVector && algebra.facts.assumeFinite(a, b));
    if (isPlain) return algebra.call("mul", a, b);
    // Where the product is finite, there was no 0·∞.
    if (algebra.isElementwise && algebra.facts.assumesConditions) {
      const product = algebra.call("mul", a, b);
      algebra.facts.assumed?.add(product);
      return product;
    }
    const [vector, constant] = isCall(b, "mul") ? b.inputs : [];
    const isModest = constant?.kind === "number" && Math.abs(Math.log2(Math.abs(constant.value))) < 10;
    return a.isVector && vector && isModest && algebra.facts.assumeFinite(a)
      ? algebra.call("mul", algebra.call("mul0", a, vector), constant)
      : undefined;
  },
  div: (_, a, b) => (isNumber(b, 1) ? a : undefined),
  div0: (_, a, b) => (isNumber(b, 1) ? a : undefined),
  abs(algebra, a) {
    if (isCall(a, "neg")) return algebra.call("abs", a.inputs[0] as Expression);
    const [x, factor] = isCall(a, "mul") ? a.inputs : [];
    return x && factor?.kind === "number" && factor.value < 0
      ? algebra.call("abs", algebra.call("mul", x, algebra.number(-factor.value)))
      : undefined;
  },
  pow: (algebra, a, b) => wholePower(algebra, a, b),
  guardedPower: (algebra, a, b) => wholePower(algebra, a, b),
  square: (algebra, a) => (isCall(a, "abs", "neg") ? algebra.call("square", a.inputs[0] as Expression) : undefined),
  equal(algebra, a, b) {
    if (isNumber(b, -Infinity) && isUnmasked(algebra, a)) return algebra.number(0);
    if (a.kind === "place" && !b.isVector) return algebra.oneHot(algebra.number(1), b);
    return b.kind === "place" && !a.isVector ? algebra.oneHot(algebra.number(1), a) : undefined;
  },
  notEqual: (algebra, a, b) => (isNumber(b, -Infinity) && isUnmasked(algebra, a) ? algebra.number(1) : undefined),
  greaterEqual: (algebra, a, b) =>
    isCall(a, "neg") && isNumber(b, 0) ? algebra.call("lessEqual", a.inputs[0] as Expression, b) : undefined,
  where(algebra, condition, yes, no) {
    if (condition.kind === "number") return condition.value === 0 ? no : yes;
    if (yes === no) return yes;
    if (isNumber(yes, 0) && isCall(no, "neg"))
      return algebra.call("neg", algebra.call("where", condition, yes, no.inputs[0] as Expression));
    return isComparisonCall(condition) && isNumber(yes, 1) && isNumber(no, 0) ? condition : undefined;
  },
  // Both by exp(−|x|), which they share: of x and of −x.
  softplus: (algebra, x) =>
    algebra.call(
      "add",
      // Of a zero the sign is lost in the sum.
      algebra.call("maximum", x, algebra.number(-0)),
      algebra.call("log1p", smallExponential(algebra, x)),
    ),
  sigmoid(algebra, x) {
    const small = smallExponential(algebra, x);
    const isPositive = algebra.call("greaterEqual", x, algebra.number(0));
    const share = algebra.call("where", isPositive, algebra.number(1), small);
    // One division for that of x and that of −x.
    return algebra.call(
      "mul",
      share,
      algebra.call("div", algebra.number(1), algebra.call("add", small, algebra.number(1))),
    );
  },
};

function wholePower(algebra: Algebra, a: Expression, b: Expression): Expression | undefined {
  if (isNumber(b, 0)) return algebra.number(1);
  if (isNumber(b, 1)) return a;
  const square = (): Expression => algebra.call("square", a);
  if (isNumber(b, 2)) return square();
  if (isNumber(b, 3)) return algebra.call("mul", square(), a);
  return isNumber(b, 4) ? algebra.call("square", square()) : undefined;
}

const isComparisonCall = (x: Expression): boolean =>
  x.kind === "call" && x.builtin !== undefined && isComparison(x.builtin);

const isChoiceOfZero = (x: Expression): boolean =>
  isCall(x, "where") && x.inputs.slice(1).some((choice) => isNumber(choice, 0));

const smallExponential = (algebra: Algebra, x: Expression): Expression =>
  algebra.call("expNonPositive", algebra.call("neg", algebra.call("abs", x)));

/** One choice instead of two by the same condition, each with a 0. */
function sumOfChoices(algebra: Algebra, a: Expression, b: Expression): Expression | undefined {
  if (!isCall(a, "where") || !isCall(b, "where") || a.inputs[0] !== b.inputs[0]) return undefined;
  if (!isChoiceOfZero(a) || !isChoiceOfZero(b)) return undefined;
  const [condition, yes, no] = a.inputs as readonly [Expression, Expression, Expression];
  const [, more, others] = b.inputs as readonly [Expression, Expression, Expression];
  return algebra.call("where", condition, algebra.call("add", yes, more), algebra.call("add", no, others));
}

/** Whether no element of the row of a softmax is −Infinity, which is assumed: the sum of its gaps to the largest is finite. */
function isUnmasked(algebra: Algebra, x: Expression): boolean {
  const gap = algebra.facts.gaps.get(x);
  return gap !== undefined && algebra.facts.assumesConditions && algebra.facts.assumeFinite(algebra.sum(gap));
}

/**
 * (1 − p)·a − p·b as a − p·(a + b), where |a| ≤ |b| or no p is above ½: then nothing cancels that did not before. Of constants that is
 * known, of numbers of the row it is assumed: such as are not so are few.
 */
function mixedProbability(algebra: Algebra, left: Expression, right: Expression): Expression | undefined {
  const [numerator, ofComplement] = scaledVector(left) ?? [];
  const [e, ofProbability] = scaledVector(right) ?? [];
  const row = numerator && algebra.facts.complements.get(numerator);
  if (!row || row.e !== e || !ofComplement || !ofProbability) return undefined;
  const [a, b] = [ofComplement, ofProbability].map((factor) => multipleOf(row.inverse, factor));
  if (a !== undefined && b !== undefined) {
    if (Math.abs(a) > Math.abs(b)) return undefined;
    const scale = algebra.call("mul", row.inverse, algebra.number(a + b));
    return algebra.call("sub", algebra.number(a), algebra.call("mul", e, scale));
  }
  if (!algebra.facts.assumesConditions) return undefined;
  const [share, other] = [ofComplement, ofProbability].map((factor) => algebra.call("abs", factor));
  const isSmall = algebra.call("lessEqual", share as Expression, other as Expression);
  const isSpread = algebra.call("greaterEqual", row.rest, algebra.number(1));
  assumeTrue(algebra, algebra.call("where", isSpread, algebra.number(1), isSmall));
  const whole = algebra.call("mul", ofComplement, algebra.call("add", algebra.number(1), row.rest));
  return algebra.call("sub", whole, algebra.call("mul", e, algebra.call("add", ofComplement, ofProbability)));
}

/** The constant that a factor is of another. */
function multipleOf(unit: Expression, factor: Expression): number | undefined {
  if (factor === unit) return 1;
  const [first, second] = isCall(factor, "mul", "neg") ? factor.inputs : [];
  if (isCall(factor, "neg")) {
    const opposite = first && multipleOf(unit, first);
    return opposite === undefined ? undefined : -opposite;
  }
  return first === unit && second?.kind === "number" ? second.value : undefined;
}
