import type { Algebra } from "./algebra.ts";
import type { Expression } from "./expression.ts";

/** What is used of a row's softmax: with e = exp(x − max), and R the sum of all e but that of one maximum. */
export interface SoftmaxRow {
  readonly probability: Expression;
  /** 1 − p with every digit. */
  readonly complement: Expression;
  readonly logarithm: Expression;
  readonly logSumExp: Expression;
}

/** Of a vector; where it may be assumed, R is taken to be finite, which means: no NaN, no Infinity, and not all of them masked. */
export function softmaxRow(algebra: Algebra, x: Expression): SoftmaxRow {
  const { facts } = algebra;
  const call: Algebra["call"] = (...given) => algebra.call(...given);
  const one = algebra.number(1);
  const { maximum, rest, gap, e } = facts.assumed ? finiteStatistics(algebra, x) : statistics(algebra, x);
  const whole = call("add", one, rest);
  const log = call("log1p", rest);
  const inverse = call("div", one, whole);
  const numerator = call("add", call("sub", one, e), rest);
  if (facts.assumed) {
    facts.assumeFinite(rest);
    for (const each of [e, numerator]) facts.bounded.add(each);
    facts.exponents.set(e, x);
    facts.complements.set(numerator, { e, rest, inverse });
    facts.nonPositive.add(gap);
    facts.gaps.set(x, gap);
    facts.nonNegative.add(log);
  }
  const logSumExp = call("add", maximum, log);
  const isFinite = call("less", call("abs", maximum), algebra.number(Infinity));
  return {
    // The division is done once a row: 1 + R lies within [1, width].
    probability: call("mul", e, inverse),
    complement: call("mul", numerator, inverse),
    logarithm: call("sub", gap, log),
    logSumExp: facts.assumed ? logSumExp : call("where", isFinite, logSumExp, maximum),
  };
}

interface Statistics {
  readonly maximum: Expression;
  readonly gap: Expression;
  readonly e: Expression;
  readonly rest: Expression;
}

function gapTo(algebra: Algebra, x: Expression, maximum: Expression): Pick<Statistics, "gap" | "e"> {
  const gap = algebra.call("sub", x, maximum);
  return { gap, e: algebra.call("expNonPositive", gap) };
}

function finiteStatistics(algebra: Algebra, x: Expression): Statistics {
  const maximum = algebra.make({ kind: "max", isVector: false, vector: x });
  const { e, gap } = gapTo(algebra, x, maximum);
  return { maximum, gap, e, rest: algebra.make({ kind: "rest", isVector: false, vector: e }) };
}

/** Of whatever stands in the row. */
function statistics(algebra: Algebra, x: Expression): Statistics {
  const place = algebra.make({ kind: "argmax", isVector: false, vector: x });
  const maximum = algebra.at(x, place);
  const { e, gap } = gapTo(algebra, x, maximum);
  const others = algebra.sumExcept(e, place);
  // ∞ − ∞ among the logits: no log-probability of the row has a meaning.
  const isInfinite = algebra.call("equal", maximum, algebra.number(Infinity));
  return { maximum, gap, e, rest: algebra.call("where", isInfinite, algebra.number(Number.NaN), others) };
}
