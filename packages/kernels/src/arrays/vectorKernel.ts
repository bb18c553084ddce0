import { advance } from "../assembler/kernels.ts";
import type { FunctionBuilder } from "../assembler/functionBuilder.ts";
import { f32x4, f64x2, type Lanes } from "../assembler/lanes.ts";
import type { ModuleBuilder } from "../assembler/moduleBuilder.ts";
import { f32, i32 } from "../assembler/scalars.ts";
import type { Local, Value } from "../assembler/value.ts";

type Vector = Value<"v128">;

/** Makes of a vector of each array that is read, and of each number in all lanes, what is written to the first of the arrays. */
export type VectorBody = (f: FunctionBuilder, ...vectors: readonly Vector[]) => readonly Vector[];

/**
 * Adds the kernel (…arrays, …numbers, first, end, thread), which goes through the numbers from `first` to `end` of arrays a vector at a time.
 *
 * @param read - which of the arrays are read: those from here on.
 * @param numbers - how many float64 there are behind the arrays.
 */
export function addVectorKernel(
  module: ModuleBuilder,
  name: string,
  lanes: Lanes,
  { arrays, read = 0, numbers = 0 }: { readonly arrays: number; readonly read?: number; readonly numbers?: number },
  body: VectorBody,
): void {
  const parameters = [
    ...Array.from({ length: arrays }, () => "i32" as const),
    ...Array.from({ length: numbers }, () => "f64" as const),
    ...(["i32", "i32", "i32"] as const),
  ];
  module.function(name, { parameters, export: true }, (f, ...given) => {
    const places = given.slice(0, arrays) as Local<"i32">[];
    const splats = (given.slice(arrays, -3) as Local<"f64">[]).map((x) =>
      f.local(lanes === f32x4 ? f32x4.splat(f32.demote(x)) : f64x2.splat(x)),
    );
    const [first, end] = given.slice(-3) as [Local<"i32">, Local<"i32">];
    // Counted in numbers: from 2 GiB on, addresses have a sign.
    const left = f.local(i32.sub(end, first));
    const offset = f.local(i32.mul(first, lanes.bytes));
    const at = (place: Local<"i32">): Value<"i32"> => i32.add(place, offset);
    const turn = (store: (place: Local<"i32">, result: Vector) => void): void => {
      const vectors = places.slice(read).map((place) => lanes.load(at(place)));
      const results = body(f, ...vectors, ...splats);
      // The first array last: weights are read when what is remembered is written.
      for (let n = results.length; n-- > 0;) store(places[n] as Local<"i32">, results[n] as Vector);
    };
    f.while(
      () => i32.geS(left, lanes.count),
      () => {
        turn((place, result) => f.store(at(place), result));
        advance(f, offset, 16);
        f.set(left, i32.sub(left, lanes.count));
      },
    );
    // The last vector has some numbers that do not count.
    f.if(i32.gtS(left, 0), () =>
      turn((place, result) => {
        const to = f.local(at(place));
        const vector = f.local(result);
        for (let lane = 0; lane + 1 < lanes.count; lane++)
          f.if(i32.gtS(left, lane), () => f.store(to, lanes.extract(vector, lane), lane * lanes.bytes));
      }),
    );
  });
}
