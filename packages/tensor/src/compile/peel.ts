import { hotIndex, isCall, isNumber, type Algebra } from "./algebra.ts";
import type { Expression } from "./expression.ts";
import type { RowOutput } from "./schedule.ts";

/** A vector with some of what it is computed from, place by place, replaced. */
function replaced(algebra: Algebra, x: Expression, instead: (each: Expression) => Expression | undefined): Expression {
  const known = new Map<Expression, Expression>();
  const visit = (each: Expression): Expression => {
    if (!each.isVector) return each;
    const made = known.get(each) ?? instead(each) ?? (each.kind === "call" ? rebuild(each) : each);
    known.set(each, made);
    return made;
  };
  const rebuild = (each: Expression & { readonly kind: "call" }): Expression => {
    const inputs = each.inputs.map(visit);
    return inputs.every((input, i) => input === each.inputs[i]) ? each : algebra.again(each, inputs);
  };
  return visit(x);
}

/** A vector as it is at every place but one. */
export const elsewhere = (algebra: Algebra, x: Expression, index: Expression): Expression =>
  replaced(algebra, x, (each) => (each.kind === "oneHot" && each.index === index ? algebra.number(0) : undefined));

/** A vector as it is where another is not −Infinity. */
export function unmasked(algebra: Algebra, x: Expression, masked: Expression): Expression {
  return replaced(algebra, x, (each) => {
    const [condition, , otherwise] = isCall(each, "where") ? each.inputs : [];
    const isMask =
      isCall(condition, "equal") && condition.inputs[0] === masked && isNumber(condition.inputs[1], -Infinity);
    return isMask && otherwise ? unmasked(algebra, otherwise, masked) : undefined;
  });
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
