import { hotIndex, type Algebra } from "./algebra.ts";
import type { Expression } from "./expression.ts";
import type { RowOutput } from "./schedule.ts";

/** A vector as it is at every place but one. */
export function elsewhere(algebra: Algebra, x: Expression, index: Expression): Expression {
  const known = new Map<Expression, Expression>();
  const visit = (each: Expression): Expression => {
    if (!each.isVector) return each;
    const made = known.get(each) ?? rebuild(each);
    known.set(each, made);
    return made;
  };
  const rebuild = (each: Expression): Expression => {
    if (each.kind === "oneHot") return each.index === index ? algebra.number(0) : each;
    return each.kind === "call" ? algebra.again(each, each.inputs.map(visit)) : each;
  };
  return visit(x);
}

/** A result that differs at one place by a choice is written without it, and that place on its own behind: no loop has to compare. */
export function peel(algebra: Algebra, output: RowOutput): RowOutput {
  const { expression } = output;
  const index = expression.isVector ? hotIndex(expression) : undefined;
  if (index === undefined) return output;
  return {
    ...output,
    expression: elsewhere(algebra, expression, index),
    patch: { index, value: algebra.at(expression, index) },
  };
}
