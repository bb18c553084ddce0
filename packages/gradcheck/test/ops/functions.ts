import * as t from "@surprisal/tensor";
import { reals, type OpUnit } from "../../src/index.ts";
import { elementwise } from "./units.ts";

const wide = [[-4, 4]] as const;

/** Ops of one operand, element by element. */
export const functions: Readonly<Record<string, readonly OpUnit[]>> = {
  abs: [elementwise("abs", t.abs, (x) => (x < 0 ? -x : x), { smooth: wide })],
  atan: [elementwise("atan", t.atan, Math.atan, { smooth: wide })],
  cast: [
    elementwise(
      "cast",
      (x) => t.cast(x, "float64"),
      (x) => x,
      { smooth: wide, dtype: "float64" },
    ),
  ],
  erf: [elementwise("erf", t.erf, errorFunction, { smooth: wide, roundings: 16 })],
  exp: [elementwise("exp", t.exp, Math.exp, { smooth: wide })],
  expm1: [
    elementwise("expm1", t.expm1, (x) => (Math.abs(x) < 1e-5 ? x * (1 + x / 2) : Math.exp(x) - 1), {
      smooth: wide,
      roundings: 1e6,
    }),
  ],
  log: [elementwise("log", t.log, Math.log, { smooth: [[0.2, 4]], domain: [0, Infinity] })],
  log1p: [elementwise("log1p", t.log1p, Math.log1p, { smooth: [[-0.8, 4]], domain: [-1, Infinity] })],
  logSigmoid: [
    elementwise("logSigmoid", t.logSigmoid, (x) => (x < 0 ? x - Math.log1p(Math.exp(x)) : -Math.log1p(Math.exp(-x))), {
      smooth: wide,
    }),
  ],
  neg: [elementwise("neg", t.neg, (x) => 0 - x, { smooth: wide })],
  relu: [elementwise("relu", t.relu, (x) => (x < 0 ? 0 : x), { smooth: wide })],
  sigmoid: [
    elementwise("sigmoid", t.sigmoid, (x) => (x < 0 ? Math.exp(x) / (1 + Math.exp(x)) : 1 / (1 + Math.exp(-x))), {
      smooth: wide,
    }),
  ],
  sign: [
    elementwise("sign", t.sign, (x) => (x > 0 ? 1 : x < 0 ? -1 : x), {
      smooth: null,
      elements: [reals({ infinities: true, nan: true })],
    }),
  ],
  softplus: [
    elementwise("softplus", t.softplus, (x) => (x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x))), {
      smooth: wide,
    }),
  ],
  sqrt: [
    elementwise("sqrt", t.sqrt, Math.sqrt, {
      elements: [reals({ infinities: true, nan: true })],
      smooth: [[0.2, 4]],
      domain: [0, Infinity],
    }),
  ],
  square: [elementwise("square", t.square, (x) => x * x, { smooth: wide })],
  stopGradient: [
    elementwise("stopGradient", t.stopGradient, (x) => x, {
      smooth: null,
      elements: [reals({ infinities: true, nan: true })],
    }),
  ],
  tanh: [
    elementwise(
      "tanh",
      t.tanh,
      (x) => (Math.abs(x) > 20 ? Math.sign(x) : Math.expm1(2 * x) / (Math.expm1(2 * x) + 2)),
      { smooth: wide },
    ),
  ],
};

/** Near 0 its Taylor series, elsewhere its Fourier series with period 8π: beyond 6 it is ±1 to all digits. */
function errorFunction(x: number): number {
  if (Math.abs(x) < 0.5) {
    let [sum, term] = [0, x];
    for (let n = 0; n < 20; n++) {
      sum += term / (2 * n + 1);
      term *= -(x * x) / (n + 1);
    }
    return (2 / Math.sqrt(Math.PI)) * sum;
  }
  if (!(Math.abs(x) < 6)) return Math.sign(x);
  let sum = x / 4;
  for (let n = 1; n < 28; n++) sum += (Math.exp((-n * n) / 16) * Math.sin((n * x) / 2)) / n;
  return (2 / Math.PI) * sum;
}
