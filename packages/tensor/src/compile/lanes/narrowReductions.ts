import { v128, type FunctionBuilder, type Lanes, type Value } from "@surprisal/kernels";
import type { LoopReduction } from "../schedule.ts";
import type { Vector } from "./laneOps.ts";
import type { LaneWriter } from "./laneWriter.ts";

/** A reduction with a row in each lane, while its loop runs. */
export interface NarrowReduction {
  /** Takes in the numbers at a place. */
  update(inner: LaneWriter, place: Vector): void;
  finish(): Value<"v128">;
}

export function narrowReduction(f: FunctionBuilder, lanes: Lanes, reduction: LoopReduction): NarrowReduction {
  const value = (inner: LaneWriter): Value<"v128"> => inner.value(reduction.vector);
  switch (reduction.kind) {
    case "max": {
      const best = f.local(lanes.splat(-Infinity));
      // NaN is no larger than anything.
      return { update: (inner) => f.set(best, lanes.pmax(best, value(inner))), finish: () => best };
    }
    case "argmax":
      return largestPlace(f, lanes, value);
    case "rest": {
      // Each one is counted, the others are added up by themselves: no second loop, for few classes.
      const [others, ones] = [f.local(lanes.splat(0)), f.local(lanes.splat(-1))];
      return {
        update(inner) {
          const e = value(inner);
          const isOne = f.local(lanes.eq(e, 1));
          f.set(others, lanes.add(others, v128.andnot(e, isOne)));
          f.set(ones, lanes.add(ones, v128.and(isOne, lanes.splat(1))));
        },
        finish: () => lanes.add(others, ones),
      };
    }
    default: {
      const sum = f.local(lanes.splat(0));
      return {
        update(inner, place) {
          const own = value(inner);
          const isLeftOut = reduction.kind === "sumExcept" && lanes.eq(place, inner.value(reduction.index));
          f.set(sum, lanes.add(sum, isLeftOut ? v128.andnot(own, isLeftOut) : own));
        },
        finish: () => sum,
      };
    }
  }
}

/** The first of equals, NaN before all. */
function largestPlace(f: FunctionBuilder, lanes: Lanes, value: (inner: LaneWriter) => Value<"v128">): NarrowReduction {
  const [best, at] = [f.local(lanes.splat(-Infinity)), f.local(lanes.splat(0))];
  return {
    update(inner, place) {
      const own = value(inner);
      const isFirstNaN = v128.and(lanes.ne(own, own), lanes.eq(best, best));
      const better = f.local(v128.or(lanes.gt(own, best), isFirstNaN));
      f.set(best, lanes.select(better, own, best));
      f.set(at, lanes.select(better, place, at));
    },
    finish: () => at,
  };
}
