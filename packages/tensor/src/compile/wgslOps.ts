import { isComparison, type Builtin } from "./builtins.ts";
import type { Expression } from "./expression.ts";
import { CompileError } from "./graph.ts";
import { nameOf } from "./javascriptOps.ts";

type Call = Expression & { readonly kind: "call" };

const infix = {
  add: "+",
  sub: "-",
  mul: "*",
  div: "/",
  equal: "==",
  notEqual: "!=",
  greater: ">",
  greaterEqual: ">=",
  less: "<",
  lessEqual: "<=",
} as const;

/** The functions that compute the other ops: of the language, or of `wgslFunctions`. */
const functions = {
  abs: "abs",
  atan: "arctangent",
  div0: "div0",
  erf: "erf",
  exp: "exponential",
  expNonPositive: "exponential",
  expm1: "expm1",
  guardedPower: "guardedPower",
  log: "logarithm",
  log1p: "log1p",
  logAddExp: "logAddExp",
  maximum: "max",
  minimum: "min",
  mul0: "mul0",
  pow: "power",
  sigmoid: "sigmoid",
  sign: "sign",
  softplus: "softplus",
  sqrt: "sqrt",
  tanh: "hyperbolicTangent",
  trunc: "trunc",
  xlogy: "xlogy",
} as const satisfies Partial<Record<Builtin, string>>;

type Infix = keyof typeof infix;
type Called = keyof typeof functions;

/** An op on operands as WGSL, of f32; a comparison as bool. */
export function wgslOp({ builtin, inputs, name }: Call): string {
  const operands = inputs.map(wgslOperand);
  const [a = "", b = "", c = ""] = operands;
  switch (builtin) {
    case undefined:
      throw new CompileError(`rowWgsl: ${name} is no op of this library, and has no composition of such`);
    case "neg":
      return `-${a}`;
    case "square":
      return `${a} * ${a}`;
    case "relu":
      return `max(${a}, 0.0)`;
    case "where":
      return `select(${c}, ${b}, ${condition(inputs[0] as Expression)})`;
    default:
      return isInfix(builtin) ? `${a} ${infix[builtin]} ${b}` : `${functions[builtin]}(${operands.join(", ")})`;
  }
}

const isInfix = (name: Infix | Called): name is Infix => name in infix;

const isBoolean = (each: Expression): boolean =>
  each.kind === "call" && each.builtin !== undefined && isComparison(each.builtin);

const condition = (each: Expression): string => (isBoolean(each) ? nameOf(each) : `${wgslOperand(each)} != 0.0`);

/** The number that is computed by now, by its name; a constant as it is. */
export function wgslOperand(each: Expression): string {
  if (each.kind === "number") return wgslNumber(each.value);
  return isBoolean(each) ? `select(0.0, 1.0, ${nameOf(each)})` : nameOf(each);
}

/** A number of the row as an index. */
export const wgslPlace = (index: Expression): string => `u32(${wgslOperand(index)})`;

/** A number in float32, in as few digits as it takes. */
export function wgslNumber(value: number): string {
  const number = Math.fround(value);
  if (Number.isNaN(number)) return "notANumber()";
  const size = Math.abs(number);
  const text = size === Infinity ? "infinity()" : fewestDigits(size);
  return number < 0 || Object.is(number, -0) ? `(-${text})` : text;
}

function fewestDigits(size: number): string {
  for (let digits = 1; ; digits++) {
    const rounded = Number(size.toPrecision(digits));
    if (Math.fround(rounded) !== size) continue;
    return Number.isInteger(rounded) && rounded < 1e21 ? rounded.toFixed(1) : String(rounded);
  }
}
