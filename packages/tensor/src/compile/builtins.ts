import { withLevel, type Primitive } from "../core/primitive.ts";
import type { Tensor } from "../core/tensor.ts";
import { abs } from "../ops/abs.ts";
import { add } from "../ops/add.ts";
import { atan } from "../ops/atan.ts";
import { div } from "../ops/div.ts";
import { div0 } from "../ops/div0.ts";
import { equal } from "../ops/equal.ts";
import { erf } from "../ops/erf.ts";
import { exp } from "../ops/exp.ts";
import { expm1 } from "../ops/expm1.ts";
import { greater } from "../ops/greater.ts";
import { greaterEqual } from "../ops/greaterEqual.ts";
import { guardedPower } from "../ops/guardedPower.ts";
import { less } from "../ops/less.ts";
import { lessEqual } from "../ops/lessEqual.ts";
import { log } from "../ops/log.ts";
import { log1p } from "../ops/log1p.ts";
import { logAddExp } from "../ops/logAddExp.ts";
import { maximum } from "../ops/maximum.ts";
import { minimum } from "../ops/minimum.ts";
import { mul } from "../ops/mul.ts";
import { mul0 } from "../ops/mul0.ts";
import { neg } from "../ops/neg.ts";
import { notEqual } from "../ops/notEqual.ts";
import { pow } from "../ops/pow.ts";
import { relu } from "../ops/relu.ts";
import { sigmoid } from "../ops/sigmoid.ts";
import { sign } from "../ops/sign.ts";
import { softplus } from "../ops/softplus.ts";
import { sqrt } from "../ops/sqrt.ts";
import { square } from "../ops/square.ts";
import { sub } from "../ops/sub.ts";
import { tanh } from "../ops/tanh.ts";
import { where } from "../ops/where.ts";
import { xlogy } from "../ops/xlogy.ts";
import { Graph, type Node } from "./graph.ts";

/** What computes one element. */
export type Compute = (...elements: number[]) => number;

const unary = { abs, atan, erf, exp, expm1, log, log1p, neg, relu, sigmoid, sign, softplus, sqrt, square, tanh };
const comparisons = { equal, notEqual, greater, greaterEqual, less, lessEqual };
const binary = {
  ...comparisons,
  add,
  sub,
  mul,
  mul0,
  div,
  div0,
  maximum,
  minimum,
  pow,
  guardedPower,
  logAddExp,
  xlogy,
};

/** Names of what gives 1 or 0. */
export const isComparison = (name: string): boolean => Object.hasOwn(comparisons, name);

/** The ops that compilers know by name: what each computes of one element. */
export type Builtin =
  | keyof typeof unary
  | keyof typeof binary
  | "where"
  | "trunc" /** exp of what is known to be ≤ 0 */
  | "expNonPositive";

const primitives = new Map<Primitive, Builtin>();
const functions = new Map<Builtin, Compute>([
  ["trunc", Math.trunc],
  ["expNonPositive", Math.exp],
]);

/** Which primitive an op applies is seen where a symbol goes through it. */
function learn(): void {
  if (primitives.size > 0) return;
  withLevel((level) => {
    const graph = new Graph(level);
    const [x, y] = [graph.input([1], "float64"), graph.input([1], "float64")];
    const enter = (name: string, result: Tensor): void => {
      const { primitive } = graph.nodeOf(result) as Node;
      const compute = primitive?.scalar?.({});
      if (!primitive || !compute) throw new TypeError(`rowProgram: ${name} is no elementwise op`);
      // The names are those of the tables above.
      primitives.set(primitive, name as Builtin);
      functions.set(name as Builtin, compute);
    };
    for (const [name, op] of Object.entries(unary)) enter(name, op(x));
    for (const [name, op] of Object.entries(binary)) enter(name, op(x, y));
    enter("where", where(x, x, y));
  });
}

/** The op that a primitive is, if it is one of those that compilers know; another of the same name is not. */
export function builtinOf(primitive: Primitive): Builtin | undefined {
  learn();
  return primitives.get(primitive);
}

/** What a known op computes of one element. */
export function computeOf(name: Builtin): Compute {
  learn();
  const compute = functions.get(name);
  if (!compute) throw new TypeError(`rowProgram: ${name} is not known`);
  return compute;
}
