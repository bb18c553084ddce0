import * as kernels from "@surprisal/kernels";
import {
  v128,
  type FunctionBuilder,
  type Generator,
  type Lanes,
  type ModuleBuilder,
  type Value,
} from "@surprisal/kernels";
import type { Builtin } from "../builtins.ts";

/** A vector that may be used more than once: a local or a constant. */
export type Vector = Value<"v128">;

/** Where code is written, and for what. */
export interface LaneTarget {
  readonly f: FunctionBuilder;
  readonly lanes: Lanes;
  readonly module: ModuleBuilder;
  /** Whether functions are written where they are used: in hot loops. */
  readonly inline: boolean;
}

export type LaneOp = (target: LaneTarget, a: Vector, b: Vector) => Vector;

const plain =
  (op: "add" | "sub" | "mul" | "div" | "abs" | "neg" | "sqrt" | "trunc"): LaneOp =>
  ({ lanes }, a, b) => {
    switch (op) {
      case "abs":
      case "neg":
      case "sqrt":
      case "trunc":
        return lanes[op](a);
      default:
        return lanes[op](a, b);
    }
  };

/** Small enough to stand in a loop. */
const short =
  (generate: Generator<[Vector]>): LaneOp =>
  ({ f, inline, lanes, module }, a) =>
    inline ? generate(f, lanes, a) : module.shared(generate, lanes).call(a);

const long =
  (generate: Generator<[Vector]>): LaneOp =>
  ({ lanes, module }, a) =>
    module.shared(generate, lanes).call(a);

const ofTwo =
  (generate: Generator<[Vector, Vector]>): LaneOp =>
  ({ lanes, module }, a, b) =>
    module.shared(generate, lanes).call(a, b);

/** Of what lies between 0 and 1: in half the steps. */
export const log1pOfExponential: LaneOp = short(kernels.log1pOfUnit);

/** The ops in lanes; comparisons and choices, which are of masks, stand in `LaneWriter`. */
export const laneOps: Readonly<Partial<Record<Builtin, LaneOp>>> = {
  add: plain("add"),
  sub: plain("sub"),
  mul: plain("mul"),
  div: plain("div"),
  abs: plain("abs"),
  neg: plain("neg"),
  sqrt: plain("sqrt"),
  trunc: plain("trunc"),
  square: ({ lanes }, a) => lanes.mul(a, a),
  maximum: ({ lanes }, a, b) => lanes.max(a, b),
  minimum: ({ lanes }, a, b) => lanes.min(a, b),
  mul0: ({ f, lanes }, a, b) => kernels.mul0(f, lanes, a, b),
  div0: ({ f, lanes }, a, b) => kernels.div0(f, lanes, a, b),
  // NaN is not ≤ 0, and stays.
  relu: ({ lanes }, a) => v128.andnot(a, lanes.le(a, 0)),
  sign: ({ lanes }, a) => lanes.select(lanes.gt(a, 0), 1, lanes.select(lanes.lt(a, 0), -1, a)),
  exp: short(kernels.exp),
  expNonPositive: short(kernels.expNonPositive),
  expm1: short(kernels.expm1),
  log: short(kernels.log),
  log1p: short(kernels.log1p),
  tanh: short(kernels.tanh),
  atan: long(kernels.atan),
  erf: long(kernels.erf),
  pow: ofTwo(kernels.pow),
  guardedPower: ofTwo(kernels.guardedPower),
  logAddExp: ofTwo(kernels.logAddExp),
  xlogy: ofTwo(kernels.xlogy),
};
