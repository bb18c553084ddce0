import * as tex from "./texTerm.ts";
import type { Term } from "./texTerm.ts";

const one = tex.number(1);
const compare =
  (sign: string): ((...x: Term[]) => Term) =>
  (...[a, b]) =>
    tex.relation(a as Term, sign, b as Term);
const binary =
  (f: (a: Term, b: Term) => Term): ((...x: Term[]) => Term) =>
  (...[a, b]) =>
    f(a as Term, b as Term);
const unary =
  (f: (x: Term) => Term): ((...x: Term[]) => Term) =>
  (...[x]) =>
    f(x as Term);

/** How ops are written that work element by element. */
export const notation: Readonly<Record<string, (...inputs: Term[]) => Term>> = {
  add: binary(tex.sum),
  sub: binary(tex.difference),
  mul: binary(tex.product),
  mul0: binary(tex.product),
  div: binary(tex.quotient),
  div0: binary(tex.quotient),
  neg: unary(tex.negative),
  abs: unary(tex.size),
  square: unary((x) => tex.power(x, tex.number(2))),
  sqrt: unary(tex.root),
  pow: binary(tex.power),
  guardedPower: binary(tex.power),
  exp: unary(tex.exponential),
  expm1: unary((x) => tex.difference(tex.exponential(x), one)),
  log: unary(tex.logarithm),
  log1p: unary((x) => tex.logarithm(tex.sum(one, x))),
  xlogy: binary((a, b) => tex.product(a, tex.logarithm(b))),
  logAddExp: binary((a, b) => tex.logarithm(tex.sum(tex.exponential(a), tex.exponential(b)))),
  softplus: unary((x) => tex.logarithm(tex.sum(one, tex.power(tex.atom("e"), x)))),
  sign: unary((x) => tex.call(tex.operatorName("sign"), x)),
  sigmoid: unary((x) => tex.call("\\sigma", x)),
  logSigmoid: unary((x) => tex.logarithm(tex.call("\\sigma", x))),
  atan: unary((x) => tex.call("\\arctan", x)),
  tanh: unary((x) => tex.call("\\tanh", x)),
  relu: unary((x) => tex.call("\\max", tex.number(0), x)),
  maximum: binary((a, b) => tex.call("\\max", a, b)),
  minimum: binary((a, b) => tex.call("\\min", a, b)),
  equal: compare("="),
  notEqual: compare("\\ne"),
  less: compare("<"),
  lessEqual: compare("\\le"),
  greater: compare(">"),
  greaterEqual: compare("\\ge"),
};
