import type { Expression, Expressions } from "./expression.ts";

/** What is as quick to compute again as to read from memory. */
const cheap = new Set([
  "abs",
  "add",
  "sub",
  "mul",
  "mul0",
  "neg",
  "div",
  "div0",
  "maximum",
  "minimum",
  "relu",
  "sign",
  "square",
  "where",
  "equal",
  "notEqual",
  "greater",
  "greaterEqual",
  "less",
  "lessEqual",
  "select",
  "unless",
  "toBool",
  "trunc",
  "restOf",
]);

const isNumber = (x: Expression | undefined, value: number): boolean => x?.kind === "number" && x.value === value;

/** An elementwise call, or the simpler expression that it equals. */
export function simplifiedCall(
  expressions: Expressions,
  name: string,
  f: (...x: never[]) => number,
  inputs: readonly Expression[],
): Expression {
  const [a, b] = inputs;
  if (a === undefined) throw new TypeError(`rowProgram: ${name} has no operand`);
  // Operands are numbers wherever the function is called.
  const compute = f as (...x: number[]) => number;
  const call = (operands: readonly Expression[]): Expression => simplifiedCall(expressions, name, f, operands);
  const number = (value: number): Expression => expressions.make({ kind: "number", isVector: false, value });
  if (inputs.every((input) => input.kind === "number")) return number(compute(...inputs.map(({ value }) => value)));
  switch (name) {
    case "mul":
    case "mul0":
      if (isNumber(a, 1) && b) return b;
      if (isNumber(b, 1)) return a;
      if (name === "mul0") {
        if (isNumber(a, 0) || isNumber(b, 0)) return number(0);
      }
      break;
    case "add":
      if (isNumber(a, 0) && b) return b;
      if (isNumber(b, 0)) return a;
      break;
    case "sub":
    case "div":
    case "div0":
      if (isNumber(b, name === "sub" ? 0 : 1)) return a;
      break;
    case "neg":
      if (a.kind === "oneHot") return expressions.make({ ...a, value: call([a.value]) });
      if (a.kind === "call" && a.name === "neg") return a.inputs[0] as Expression;
      break;
    case "where":
      if (a.kind === "number") return inputs[a.value === 0 ? 2 : 1] as Expression;
      break;
    default:
  }
  return expressions.make({
    kind: "call",
    isVector: inputs.some((input) => input.isVector),
    name,
    f: compute,
    inputs,
    costly: !cheap.has(name),
  });
}
