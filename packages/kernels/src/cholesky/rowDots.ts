import type { FunctionBuilder } from "../assembler/functionBuilder.ts";
import { advance } from "../assembler/kernels.ts";
import type { Lanes } from "../assembler/lanes.ts";
import { i32 } from "../assembler/scalars.ts";
import type { Local, Value } from "../assembler/value.ts";
import { v128 } from "../assembler/vectors.ts";

type Address = Local<"i32">;

/** Sums that are taken at once, so that one need not wait for another. */
const sumsAtOnce = 4;

/** The products of several rows with one, of `count` numbers each: for each a vector with the sum in all lanes. */
export function rowDots(
  f: FunctionBuilder,
  lanes: Lanes,
  rows: readonly Address[],
  other: Address,
  count: Local<"i32">,
): readonly Local<"v128">[] {
  const { bytes } = lanes;
  // Several rows are several sums.
  const parts = rows.length >= sumsAtOnce ? 1 : sumsAtOnce;
  const sums = rows.map(() => Array.from({ length: parts }, () => f.local("v128")));
  const pointers = rows.map((row) => f.local(row));
  const of = f.local(other);
  const turn = (numbers: number, read: Lanes["load"], unroll: number): void => {
    for (let part = 0; part < unroll; part++) {
      const own = f.local(read(of, 16 * part));
      for (const [n, pointer] of pointers.entries()) {
        const sum = sums[n]?.[part] as Local<"v128">;
        f.set(sum, lanes.multiplyAdd(read(pointer, 16 * part), own, sum));
      }
    }
    for (const pointer of [...pointers, of]) advance(f, pointer, numbers * bytes);
  };
  const many = f.local(i32.and(count, -parts * lanes.count));
  const whole = f.local(i32.and(count, -lanes.count));
  if (parts > 1) f.for(0, many, parts * lanes.count, () => turn(parts * lanes.count, lanes.load, parts));
  f.for(parts > 1 ? many : 0, whole, lanes.count, () => turn(lanes.count, lanes.load, 1));
  // The other lanes are 0.
  f.for(whole, count, 1, () => turn(1, lanes.loadFirst, 1));
  return sums.map((own) => {
    const [first, ...others] = own as [Local<"v128">, ...Local<"v128">[]];
    for (const each of others) f.set(first, lanes.add(first, each));
    return acrossLanes(f, lanes, first);
  });
}

/** The sum of the lanes, in all of them. */
function acrossLanes(f: FunctionBuilder, lanes: Lanes, x: Local<"v128">): Local<"v128"> {
  for (let bytes = 8; bytes >= lanes.bytes; bytes /= 2) {
    const turned: Value<"v128"> = v128.shuffle(
      x,
      x,
      Array.from({ length: 16 }, (_, i) => (i + bytes) % 16),
    );
    f.set(x, lanes.add(x, turned));
  }
  return x;
}
