import { assumeTrue, hotIndex, isCall, isNumber, scaledVector, type Algebra } from "./algebra.ts";
import type { Expression } from "./expression.ts";
import { elsewhere } from "./peel.ts";

/** A sum over all places, or all but one (`except`), or at each place over the others. Undefined where nothing simpler is known. */
type Range =
  | { readonly kind: "all" }
  | { readonly kind: "except"; readonly index: Expression }
  | { readonly kind: "others" };

const over = (algebra: Algebra, x: Expression, range: Range): Expression =>
  range.kind === "all"
    ? algebra.sum(x)
    : range.kind === "except"
      ? algebra.sumExcept(x, range.index)
      : algebra.sumOthers(x);

/** The simpler expression that a sum equals. No rule makes terms cancel that did not before. */
export function simplerSum(algebra: Algebra, x: Expression, range: Range): Expression | undefined {
  const { facts, width } = algebra;
  const own = (each: Expression): Expression => over(algebra, each, range);
  if (!x.isVector) return algebra.call("mul", x, algebra.number(range.kind === "all" ? width : width - 1));
  if (x.kind === "oneHot") return ofOneHot(algebra, x, range);
  if (isCall(x, "neg")) return algebra.call("neg", own(x.inputs[0] as Expression));
  const [vector, factor] = scaledVector(x) ?? (isCall(x, "mul0") ? x.inputs : []);
  if (isCall(x, "mul", "mul0") && vector && factor && facts.assumeFinite(factor))
    return algebra.call(x.builtin, own(vector), factor);
  const counted = countedNumber(algebra, x);
  if (counted) return ofCounted(algebra, counted, range);
  if (isCall(x, "add", "sub")) {
    const [a, b] = x.inputs as readonly [Expression, Expression];
    const isApart = [a, b].some((each) => each.kind === "oneHot") || [a, b].every((each) => isSingle(each));
    if (isApart || (isCall(x, "sub") && areOpposite(algebra, a, b))) return algebra.call(x.builtin, own(a), own(b));
  }
  if (isCall(x, "where")) {
    const [condition, yes, no] = x.inputs as readonly [Expression, Expression, Expression];
    // The places that are left count: Σ (v − s) = Σ v − n·s, of two numbers with unlike signs.
    const [v, s] = isCall(no, "sub") ? no.inputs : [];
    if (isNumber(yes, 0) && v && s && areOpposite(algebra, v, s)) {
      const left = own(algebra.call("where", condition, yes, v));
      const count = own(algebra.call("where", condition, yes, algebra.number(1)));
      return algebra.call("sub", left, algebra.call("mul0", count, s));
    }
  }
  return range.kind === "except" && isLongAndNegative(algebra, x)
    ? withoutOne(algebra, x, range.index)
    : ofChoice(algebra, x, range);
}

/** From so many places on, one is seldom as much as a quarter of the sum; where it is, the row is computed by the other program. */
const manyPlaces = 32;

const isLongAndNegative = ({ facts, width }: Algebra, x: Expression): boolean =>
  facts.assumesConditions && width >= manyPlaces && facts.nonPositive.has(x);

/** The sum of all without one, which is small beside it. No place has to be compared. */
function withoutOne(algebra: Algebra, x: Expression, index: Expression): Expression {
  const [all, own] = [algebra.sum(x), algebra.at(x, index)];
  algebra.facts.assumeFinite(all);
  assumeTrue(algebra, algebra.call("greaterEqual", own, algebra.call("mul", all, algebra.number(0.25))));
  return algebra.call("sub", all, own);
}

/** A number of the row, or one at one place. */
const isSingle = (x: Expression): boolean => !x.isVector || x.kind === "oneHot";

/** v ≤ 0 ≤ s: their difference cancels nowhere, and neither do the sums of both. */
const areOpposite = ({ facts }: Algebra, v: Expression, s: Expression): boolean =>
  !s.isVector && facts.nonPositive.has(v) && facts.nonNegative.has(s) && facts.assumeFinite(s);

function ofOneHot(algebra: Algebra, x: Expression & { kind: "oneHot" }, range: Range): Expression | undefined {
  const hot = algebra.oneHot(algebra.number(1), x.index);
  if (range.kind === "others") return algebra.call("where", hot, algebra.number(0), x.value);
  if (range.kind === "all") return x.value;
  return algebra.call("where", algebra.call("equal", x.index, range.index), algebra.number(0), x.value);
}

/** A vector of one number of the row and zeros, by conditions: the number, and a vector of ones and zeros. */
function countedNumber(algebra: Algebra, x: Expression): readonly [value: Expression, ones: Expression] | undefined {
  const values = new Set<Expression>();
  const ones = (each: Expression): Expression | undefined => {
    if (isNumber(each, 0)) return each;
    if (!each.isVector) {
      values.add(each);
      return algebra.number(1);
    }
    if (!isCall(each, "where")) return undefined;
    const [condition, ...choices] = each.inputs as readonly [Expression, Expression, Expression];
    const [yes, no] = choices.map(ones);
    return yes && no && algebra.call("where", condition, yes, no);
  };
  const found = ones(x);
  const [value, ...more] = values;
  return found && value && more.length === 0 && algebra.facts.assumeFinite(value) ? [value, found] : undefined;
}

/** Counts are whole numbers: the difference of two is exact. */
function ofCounted(
  algebra: Algebra,
  [value, ones]: readonly [Expression, Expression],
  range: Range,
): Expression | undefined {
  if (range.kind === "all" && isNumber(value, 1)) return ofChoice(algebra, ones, range);
  const all = algebra.sum(ones);
  if (range.kind === "all") return algebra.call("mul", all, value);
  const own = range.kind === "others" ? ones : algebra.at(ones, range.index);
  const others = algebra.call("sub", all, own);
  algebra.facts.bounded.add(others);
  return algebra.call("mul", others, value);
}

/** Where a vector differs at one place by a choice, that place is added on its own. */
function ofChoice(algebra: Algebra, x: Expression, range: Range): Expression | undefined {
  const index = hotIndex(x);
  if (index === undefined || (range.kind === "except" && range.index !== index)) return undefined;
  const own = algebra.at(x, index);
  const rest = elsewhere(algebra, x, index);
  if (range.kind === "except") return algebra.sumExcept(rest, index);
  if (range.kind === "all") return algebra.call("add", algebra.sumExcept(rest, index), own);
  // A choice between 0 and the rest is as simple as it gets.
  if (isNumber(own, 0)) return undefined;
  const hot = algebra.oneHot(algebra.number(1), index);
  const [none, others] = [algebra.number(0), algebra.call("where", hot, algebra.number(0), rest)];
  return algebra.call("add", algebra.sumOthers(others), algebra.call("where", hot, none, own));
}
