import { f32x4, f64x2, v128, type FunctionBuilder, type Lanes, type Local, type Value } from "@surprisal/kernels";

/** The bytes of a vector, moved on. */
export const rotated = (x: Local<"v128">, by: number): Value<"v128"> =>
  v128.shuffle(
    x,
    x,
    Array.from({ length: 16 }, (_, i) => (i + by) % 16),
  );

/** Combines all lanes of some vectors, so that each lane has the result: `combine` is given the lanes that meet. */
export function acrossLanes(
  f: FunctionBuilder,
  { count }: Lanes,
  vectors: readonly Local<"v128">[],
  combine: (others: readonly Local<"v128">[]) => void,
): void {
  for (let by = 8; by >= 16 / count; by /= 2) combine(vectors.map((each) => f.local(rotated(each, by))));
}

/** A sum in lanes; of float32 by way of float64, in which it ends: `flush` it every so many vectors. */
export class RunningSum {
  readonly #f: FunctionBuilder;
  readonly #lanes: Lanes;
  readonly #sums: readonly Local<"v128">[];
  readonly #wide: Local<"v128">;

  /** @param turns - how many sums run beside each other. */
  constructor(f: FunctionBuilder, lanes: Lanes, turns: number) {
    this.#f = f;
    this.#lanes = lanes;
    this.#sums = Array.from({ length: turns }, () => f.local(lanes.splat(0)));
    this.#wide = f.local(f64x2.splat(0));
  }

  add(turn: number, value: Value<"v128">): void {
    const own = this.#sums[turn] as Local<"v128">;
    this.#f.set(own, this.#lanes.add(own, value));
  }

  flush(): void {
    for (const each of this.#sums) {
      const more = this.#lanes.name === "f32x4" ? f64x2.add(f64x2.promoteLow(each), f64x2.promoteHigh(each)) : each;
      this.#f.set(this.#wide, f64x2.add(this.#wide, more));
      this.#f.set(each, this.#lanes.splat(0));
    }
  }

  /** The sum, as float64 in both lanes. */
  total(): Local<"v128"> {
    this.flush();
    acrossLanes(this.#f, f64x2, [this.#wide], ([other]) => {
      if (other) this.#f.set(this.#wide, f64x2.add(this.#wide, other));
    });
    return this.#wide;
  }
}

/** A number in both lanes of float64, in all lanes of another type. */
export const inLanes = ({ name }: Lanes, x: Local<"v128">): Value<"v128"> =>
  name === "f32x4" ? f32x4.demote(x, x) : x;
