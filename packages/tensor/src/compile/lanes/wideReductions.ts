import { f64, f64x2, i32, v128, type FunctionBuilder, type Lanes, type Local, type Value } from "@surprisal/kernels";
import type { Expression } from "../expression.ts";
import type { LoopReduction } from "../schedule.ts";
import type { Vector } from "./laneOps.ts";
import type { LaneWriter } from "./laneWriter.ts";
import { acrossLanes, inLanes, RunningSum } from "./runningSum.ts";

/** Vectors that are added up in float32 before their sum goes on in float64. */
export const vectorsOfSum = 32;

/** A vector of the row. */
export interface Spot {
  /** Where it is, counted from the first of the row: bytes, and a number to add to them. */
  readonly address: Value<"i32">;
  /** The same counted from the base. */
  readonly inScratch: Local<"i32">;
  readonly offset: number;
  /** Which of those that are written one behind the other. */
  readonly turn: number;
  /** The places of its lanes, where the loop asks for them. */
  readonly places: Vector | undefined;
  /** The lanes that belong to the row, where not all do. */
  readonly mask: Vector | undefined;
}

/** A reduction along the lanes while its loop runs. */
export interface WideReduction {
  readonly reduction: LoopReduction;
  /** Takes in a vector. */
  update(inner: LaneWriter, spot: Spot): void;
  /** Sums in float32: what was added up so far goes on in float64. */
  readonly flush?: () => void;
  /** Behind the loop: the result, in all lanes. Asks for the address of a row of scratch. */
  finish(width: number, scratchOf: (each: Expression) => Local<"i32">): Value<"v128">;
}

/** @param turns - how many turns are written one behind the other, each with a result of its own. */
export function wideReduction(
  f: FunctionBuilder,
  lanes: Lanes,
  reduction: LoopReduction,
  turns: number,
): WideReduction {
  switch (reduction.kind) {
    case "max":
      return largest(f, lanes, reduction, turns);
    case "argmax":
      return largestPlace(f, lanes, reduction);
    default:
      return sum(f, lanes, reduction, turns);
  }
}

function largest(f: FunctionBuilder, lanes: Lanes, reduction: LoopReduction, turns: number): WideReduction {
  const best = Array.from({ length: turns }, () => f.local(lanes.splat(-Infinity)));
  const all = best[0] as Local<"v128">;
  return {
    reduction,
    update(inner, { mask, turn }) {
      const value = inner.value(reduction.vector);
      const own = best[turn] as Local<"v128">;
      // NaN is no larger than anything.
      f.set(own, lanes.pmax(own, mask ? lanes.select(mask, value, -Infinity) : value));
    },
    finish() {
      for (const each of best.slice(1)) f.set(all, lanes.pmax(all, each));
      acrossLanes(f, lanes, [all], ([other]) => other && f.set(all, lanes.pmax(all, other)));
      return all;
    },
  };
}

function sum(f: FunctionBuilder, lanes: Lanes, reduction: LoopReduction, turns: number): WideReduction {
  const running = new RunningSum(f, lanes, turns);
  return {
    reduction,
    update(inner, { mask, places, turn }) {
      const value = inner.value(reduction.vector);
      const isLeftOut = reduction.kind === "sumExcept" && places && lanes.eq(places, inner.value(reduction.index));
      const left = isLeftOut ? v128.andnot(value, isLeftOut) : value;
      running.add(turn, mask ? v128.and(left, mask) : left);
    },
    ...(lanes.name === "f32x4" && { flush: () => running.flush() }),
    finish(width, scratchOf) {
      const total = running.total();
      if (reduction.kind === "rest") restOf(f, lanes, total, scratchOf(reduction.vector), width);
      return inLanes(lanes, total);
    },
  };
}

/** The sum without one of its ones: the others by themselves where they add up to less than 1, and the total would have rounded them. */
function restOf(f: FunctionBuilder, lanes: Lanes, total: Local<"v128">, start: Local<"i32">, width: number): void {
  const takeApart = (): void => {
    const [others, ones] = [new RunningSum(f, lanes, 1), new RunningSum(f, lanes, 1)];
    const take = (place: Value<"i32">, mask?: Vector): void => {
      const e = f.local(lanes.load(i32.add(start, place)));
      const isOne = f.local(lanes.eq(e, 1));
      const left = v128.andnot(e, isOne);
      const one = v128.and(isOne, lanes.splat(1));
      others.add(0, mask ? v128.and(left, mask) : left);
      ones.add(0, mask ? v128.and(one, mask) : one);
    };
    const vectors = Math.floor(width / lanes.count);
    f.for(0, vectors * 16, 16, (place) => {
      take(place);
      f.if(i32.eqz(i32.and(i32.add(place, 16), vectorsOfSum * 16 - 1)), () => others.flush());
    });
    const last = width % lanes.count;
    if (last > 0) take(i32.const(vectors * 16), f.local(lanes.firstLanes(i32.const(last))));
    f.set(total, f64x2.add(others.total(), f64x2.sub(ones.total(), 1)));
  };
  f.if(f64.lt(f64x2.extract(total, 0), 2), takeApart, () => f.set(total, f64x2.sub(total, 1)));
}

/** The first of equals, NaN before all. */
function largestPlace(f: FunctionBuilder, lanes: Lanes, reduction: LoopReduction): WideReduction {
  const best = f.local(lanes.splat(-Infinity));
  const at = f.local(lanes.const(...Array.from({ length: lanes.count }, (_, i) => i)));
  const isLarger = (value: Vector): Value<"v128"> =>
    v128.or(lanes.gt(value, best), v128.and(lanes.ne(value, value), lanes.eq(best, best)));
  const isSame = (value: Vector): Value<"v128"> =>
    v128.or(lanes.eq(value, best), v128.and(lanes.ne(value, value), lanes.ne(best, best)));
  const take = (mask: Value<"v128">, value: Vector, place: Vector): void => {
    const better = f.local(mask);
    f.set(best, lanes.select(better, value, best));
    f.set(at, lanes.select(better, place, at));
  };
  return {
    reduction,
    update(inner, { mask, places }) {
      const value = inner.value(reduction.vector);
      if (places) take(mask ? v128.and(isLarger(value), mask) : isLarger(value), value, places);
    },
    finish() {
      acrossLanes(f, lanes, [best, at], ([value, place]) => {
        if (value && place) take(v128.or(isLarger(value), v128.and(isSame(value), lanes.lt(place, at))), value, place);
      });
      return at;
    },
  };
}
