import { v128, type Lanes, type Value } from "@surprisal/kernels";
import { isCall } from "../algebra.ts";
import { isComparison, type Builtin } from "../builtins.ts";
import type { Expression } from "../expression.ts";
import { CompileError } from "../graph.ts";
import { laneOps, log1pOfExponential, type LaneOp, type LaneTarget, type Vector } from "./laneOps.ts";

type Call = Expression & { readonly kind: "call" };
type OneHot = Expression & { readonly kind: "oneHot" };

/** Writes expressions as code for lanes, each into a local; truth values as masks. */
export class LaneWriter {
  readonly target: LaneTarget;
  readonly #values = new Map<Expression, Vector>();
  readonly #masks = new Map<Expression, Vector>();

  constructor(target: LaneTarget) {
    this.target = target;
  }

  /** What is known so far, and a place for more that is forgotten again: of a loop. */
  nested(inline: boolean): LaneWriter {
    const inner = new LaneWriter({ ...this.target, inline });
    for (const [each, value] of this.#values) inner.#values.set(each, value);
    for (const [each, mask] of this.#masks) inner.#masks.set(each, mask);
    return inner;
  }

  set(each: Expression, value: Value<"v128">): Vector {
    const local = this.target.f.local(value);
    this.#values.set(each, local);
    return local;
  }

  setMask(each: Expression, mask: Value<"v128">): Vector {
    const local = this.target.f.local(mask);
    this.#masks.set(each, local);
    return local;
  }

  value(each: Expression): Vector {
    if (each.kind === "number") return constant(this.target.lanes, each.value);
    const known = this.#values.get(each);
    if (known) return known;
    const mask = this.#masks.get(each);
    if (mask) return this.set(each, v128.and(mask, this.target.lanes.splat(1)));
    throw new TypeError(`rowProgram: ${each.kind} is asked before its loop`);
  }

  /** Set bits where a value is not 0. */
  mask(each: Expression): Vector {
    return this.#masks.get(each) ?? this.setMask(each, this.target.lanes.ne(this.value(each), 0));
  }

  /** A value at the lanes whose place is the index; of 1 the mask is enough. */
  oneHot(each: OneHot, place: Vector): void {
    const mask = this.setMask(each, this.target.lanes.eq(place, this.value(each.index)));
    const { value } = each;
    if (!(value.kind === "number" && value.value === 1)) this.set(each, v128.and(mask, this.value(value)));
  }

  call(each: Call): void {
    const { builtin, inputs, name } = each;
    const { lanes } = this.target;
    const [a, b, c] = inputs as readonly [Expression, Expression, Expression];
    if (builtin && isComparison(builtin)) {
      this.setMask(each, lanes[comparisons[builtin] ?? "eq"](this.value(a), this.value(b)));
    } else if (builtin === "where") {
      this.set(each, this.#choice(this.mask(a), b, c));
    } else {
      const op = builtin && (shorter(builtin, a, b) ?? laneOps[builtin]);
      if (!op) throw new CompileError(`rowProgram: ${name} has no form in lanes`);
      const first = this.value(a);
      this.set(each, this.#signed(each) ?? this.#fused(each) ?? op(this.target, first, b ? this.value(b) : first));
    }
  }

  /** −|x|, in one step: the sign bit is set. */
  #signed({ builtin, inputs: [size] }: Call): Value<"v128"> | undefined {
    const x = builtin === "neg" && isCall(size, "abs") ? this.#values.get(size.inputs[0] as Expression) : undefined;
    return x && v128.or(x, this.target.lanes.splat(-0));
  }

  /** A number of the row and a product, in one step. Of two vectors it is left: what cancels exactly in two roundings would not in one. */
  #fused({ builtin, inputs }: Call): Value<"v128"> | undefined {
    const { lanes } = this.target;
    const [number, product] = builtin === "add" && inputs[1]?.isVector === false ? inputs.toReversed() : inputs;
    if (!number || number.isVector || !isCall(product, "mul") || !product.isVector) return undefined;
    const [a, b] = product.inputs.map((factor) => this.value(factor)) as [Vector, Vector];
    if (builtin === "add") return lanes.multiplyAdd(a, b, this.value(number));
    return builtin === "sub" ? lanes.negativeMultiplyAdd(a, b, this.value(number)) : undefined;
  }

  #choice(mask: Vector, yes: Expression, no: Expression): Value<"v128"> {
    if (isZero(no)) return v128.and(this.value(yes), mask);
    if (isZero(yes)) return v128.andnot(this.value(no), mask);
    return this.target.lanes.select(mask, this.value(yes), this.value(no));
  }
}

/** The op in fewer steps, by what is known of its operands. */
function shorter(builtin: Builtin, a: Expression, b: Expression | undefined): LaneOp | undefined {
  if (builtin === "log1p" && isCall(a, "expNonPositive")) return log1pOfExponential;
  if ((builtin !== "maximum" && builtin !== "minimum") || b?.kind !== "number" || Number.isNaN(b.value))
    return undefined;
  // Of one operand only NaN and the sign of a zero have to come through, which its place does but beside the other zero; there relu does.
  if (builtin === "maximum") return Object.is(b.value, 0) ? laneOps.relu : ({ lanes }, x, y) => lanes.pmax(x, y);
  return Object.is(b.value, -0) ? undefined : ({ lanes }, x, y) => lanes.pmin(x, y);
}

const isZero = (each: Expression): boolean => each.kind === "number" && each.value === 0;

const comparisons: Readonly<Record<string, "eq" | "ne" | "gt" | "ge" | "lt" | "le">> = {
  equal: "eq",
  notEqual: "ne",
  greater: "gt",
  greaterEqual: "ge",
  less: "lt",
  lessEqual: "le",
};

/** A constant, if the lanes can hold it. */
function constant(lanes: Lanes, value: number): Vector {
  if (lanes.name === "f32x4" && Number.isFinite(value) && !Number.isFinite(Math.fround(value)))
    throw new CompileError(`rowProgram: ${value} is no float32`);
  return lanes.splat(value);
}
