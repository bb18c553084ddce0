import type { FunctionBuilder } from "../assembler/functionBuilder.ts";
import type { Lanes } from "../assembler/lanes.ts";
import { i32 } from "../assembler/scalars.ts";
import type { Local, Value } from "../assembler/value.ts";

/** What the body of a loop over vectors is given. */
export interface Place {
  /** Four or two numbers of an array; at its end some that do not count. */
  readonly load: (array: Local<"i32">) => Value<"v128">;
  /** Those that count. */
  readonly store: (array: Local<"i32">, value: Value<"v128">) => void;
}

/**
 * Goes through the numbers from `first` to `end` of arrays, a vector at a time. The body is written twice: for whole vectors, and for what is left.
 */
export function eachVector(
  f: FunctionBuilder,
  lanes: Lanes,
  first: Local<"i32">,
  end: Local<"i32">,
  body: (place: Place) => void,
): void {
  // Counted in numbers: from 2 GiB on, addresses have a sign.
  const left = f.local(i32.sub(end, first));
  const offset = f.local(i32.mul(first, lanes.bytes));
  const load = (array: Local<"i32">): Value<"v128"> => lanes.load(i32.add(array, offset));
  f.while(
    () => i32.geS(left, lanes.count),
    () => {
      body({ load, store: (array, value) => f.store(i32.add(array, offset), value) });
      f.set(offset, i32.add(offset, 16));
      f.set(left, i32.sub(left, lanes.count));
    },
  );
  f.if(i32.gtS(left, 0), () =>
    body({
      load,
      store: (array, value) => storeFirst(f, lanes, f.local(i32.add(array, offset)), f.local(value), left),
    }),
  );
}

/** The first numbers of a vector, fewer than it has. */
function storeFirst(
  f: FunctionBuilder,
  lanes: Lanes,
  at: Local<"i32">,
  vector: Local<"v128">,
  count: Local<"i32">,
): void {
  for (let lane = 0; lane + 1 < lanes.count; lane++) {
    f.if(i32.gtS(count, lane), () => f.store(at, lanes.extract(vector, lane), lane * lanes.bytes));
  }
}
