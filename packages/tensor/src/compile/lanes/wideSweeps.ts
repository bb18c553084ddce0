import {
  f32,
  f32x4,
  f64,
  f64x2,
  i32,
  v128,
  type FunctionBuilder,
  type Lanes,
  type Local,
  type Value,
} from "@surprisal/kernels";
import type { Sweep } from "../schedule.ts";
import type { Vector } from "./laneOps.ts";
import { inLanes, rotated } from "./runningSum.ts";

/** Where a sweep is written, counted from the base: the row that it leaves behind, one that is free, and how many places they have. */
export interface SweepRows {
  readonly base: Local<"i32">;
  readonly start: number;
  readonly spare: number;
  readonly width: number;
}

/** A sweep along the lanes: takes in the vectors of the row in order, and then writes what it leaves behind. */
export interface WideSweep {
  take(address: Value<"i32">, offset: number, vector: Vector, mask: Vector | undefined): void;
  finish(): void;
}

export function wideSweep(f: FunctionBuilder, lanes: Lanes, sweep: Sweep["expression"], rows: SweepRows): WideSweep {
  return sweep.kind === "sumOthers" ? sumsOfOthers(f, lanes, rows) : runningSums(f, lanes, sweep, rows);
}

/** In float64 lane by lane: the vectors before, then those behind, then the other lanes of its own. No difference, so no digit is lost. */
function sumsOfOthers(f: FunctionBuilder, lanes: Lanes, { base, spare, start, width }: SweepRows): WideSweep {
  const sum = f.local(f64x2.splat(0));
  const add = (vector: Vector): void => {
    const more =
      lanes.name === "f32x4" ? f64x2.add(f64x2.promoteLow(vector), f64x2.promoteHigh(f.local(vector))) : vector;
    f.set(sum, f64x2.add(sum, more));
  };
  return {
    take(address, offset, vector, mask) {
      const own = mask ? f.local(v128.and(vector, mask)) : vector;
      f.store(address, own, start + offset);
      f.store(address, sum, spare + offset);
      add(own);
    },
    finish() {
      f.set(sum, f64x2.splat(0));
      const last = (Math.ceil(width / lanes.count) - 1) * 16;
      f.for(0, last + 16, 16, (turn) => {
        const at = f.local(i32.add(base, i32.sub(last, turn)));
        const own = f.local(lanes.load(at, start));
        const apart = f.local(f64x2.add(sum, f64x2.load(at, spare)));
        const others = f.local(f64x2.add(apart, rotated(apart, 8)));
        const beside = lanes.name === "f32x4" ? lanes.add(rotated(own, 4), rotated(own, 12)) : lanes.splat(0);
        f.store(at, lanes.add(inLanes(lanes, others), lanes.add(rotated(own, 8), beside)), start);
        add(own);
      });
    },
  };
}

/** One number after the other, in float64. */
function runningSums(
  f: FunctionBuilder,
  { bytes, name }: Lanes,
  { exclusive, reverse }: Sweep["expression"] & { readonly kind: "cumsum" },
  { base, start, width }: SweepRows,
): WideSweep {
  const load = (place: Local<"i32">): Value<"f64"> =>
    name === f32x4.name ? f64.promote(f32.load(place, start)) : f64.load(place, start);
  const store = (place: Local<"i32">, value: Value<"f64">): void =>
    f.store(place, name === f32x4.name ? f32.demote(value) : value, start);
  return {
    take: (address, offset, vector) => f.store(address, vector, start + offset),
    finish() {
      const sum = f.local(f64.const(0));
      f.for(0, width * bytes, bytes, (turn) => {
        const place = f.local(i32.add(base, reverse ? i32.sub((width - 1) * bytes, turn) : turn));
        const own = f.local(load(place));
        if (exclusive) store(place, sum);
        f.set(sum, f64.add(sum, own));
        if (!exclusive) store(place, sum);
      });
    },
  };
}
