import { f32, f32x4, f64, i32, type FunctionBuilder, type Lanes, type Local, type Value } from "@surprisal/kernels";
import type { Sweep } from "../schedule.ts";

/** Sums along a row that stands in memory, in its place: one number after the other, in float64. */
export function emitSweep(
  f: FunctionBuilder,
  { bytes, name }: Lanes,
  sweep: Sweep["expression"],
  { spare, start, width }: { readonly start: number; readonly spare: number; readonly width: number },
): void {
  const load = (place: Local<"i32">, from: number): Value<"f64"> =>
    name === f32x4.name ? f64.promote(f32.load(place, from)) : f64.load(place, from);
  const store = (place: Local<"i32">, to: number, value: Value<"f64">): void =>
    f.store(place, name === f32x4.name ? f32.demote(value) : value, to);
  const forth = (body: (place: Local<"i32">) => void): void => f.for(0, width * bytes, bytes, body);
  const back = (body: (place: Local<"i32">) => void): void =>
    f.for(0, width * bytes, bytes, (turn) => body(f.local(i32.sub((width - 1) * bytes, turn))));
  const sum = f.local(f64.const(0));
  if (sweep.kind === "cumsum") {
    const isExclusive = sweep.exclusive;
    (sweep.reverse ? back : forth)((place) => {
      const own = f.local(load(place, start));
      if (isExclusive) store(place, start, sum);
      f.set(sum, f64.add(sum, own));
      if (!isExclusive) store(place, start, sum);
    });
    return;
  }
  // The sums of the elements behind, and then of those before: no difference, so no digit is lost.
  back((place) => {
    store(place, spare, sum);
    f.set(sum, f64.add(sum, load(place, start)));
  });
  f.set(sum, f64.const(0));
  forth((place) => {
    const own = f.local(load(place, start));
    store(place, start, f64.add(sum, load(place, spare)));
    f.set(sum, f64.add(sum, own));
  });
}
