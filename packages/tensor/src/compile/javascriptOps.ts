import { isComparison } from "./builtins.ts";
import type { Expression } from "./expression.ts";

type Call = Expression & { readonly kind: "call" };

/** An op on operands as JavaScript; undefined where the function that computes one element is to be called. */
export function javascriptOp({ builtin, f, inputs }: Call): string | undefined {
  const [a = "", b = "", c = ""] = inputs.map(operand);
  const operator = builtin && infix[builtin];
  if (operator !== undefined) return `${a} ${operator} ${b}`;
  switch (builtin) {
    case "neg":
      return `-${a}`;
    case "square":
      return `${a} * ${a}`;
    case "mul0":
      return zeroWhere(inputs, `${a} * ${b}`);
    case "div0":
      return zeroWhere(inputs.slice(0, 1), `${a} / ${b}`);
    case "where":
      return `${condition(inputs[0] as Expression)} ? ${b} : ${c}`;
    default:
      return Reflect.get(Math, f.name) === f
        ? `Math.${f.name}(${[a, b].slice(0, inputs.length).join(", ")})`
        : undefined;
  }
}

/** 0 where one of some operands is 0; of constants it is known that they are not. */
function zeroWhere(operands: readonly Expression[], otherwise: string): string {
  const zeros = operands.filter((each) => each.kind !== "number" || each.value === 0);
  const tests = zeros.map((each) => `${operand(each)} === 0`);
  return tests.length === 0 ? otherwise : `${tests.join(" || ")} ? 0 : ${otherwise}`;
}

const infix: Readonly<Record<string, string>> = {
  add: "+",
  sub: "-",
  mul: "*",
  div: "/",
  equal: "===",
  notEqual: "!==",
  greater: ">",
  greaterEqual: ">=",
  less: "<",
  lessEqual: "<=",
};

/** The name of what is computed once. */
export const nameOf = ({ id, isVector }: Expression): string => `${isVector ? "v" : "s"}${id}`;

/** Comparisons are kept as booleans. */
const isBoolean = (each: Expression): boolean =>
  each.kind === "call" && each.builtin !== undefined && isComparison(each.builtin);

const condition = (each: Expression): string => (isBoolean(each) ? nameOf(each) : `${operand(each)} !== 0`);

/** The number that is computed by now, by its name; a constant as it is. */
export function operand(each: Expression): string {
  if (each.kind !== "number") return isBoolean(each) ? `Number(${nameOf(each)})` : nameOf(each);
  return Object.is(each.value, -0) ? "-0" : each.value < 0 ? `(${each.value})` : String(each.value);
}
