import { advance, placeOf } from "../assembler/kernels.ts";
import type { FunctionBuilder } from "../assembler/functionBuilder.ts";
import { f64x2, type Lanes } from "../assembler/lanes.ts";
import { f64, i32, select } from "../assembler/scalars.ts";
import type { Local, Value } from "../assembler/value.ts";
import type { Floats } from "../floats.ts";
import { kernelModule } from "../kernelModule.ts";
import { Scratch } from "../memory/scratch.ts";
import { blockLength, lanesOfEqual, runOverArrays } from "./runOverArrays.ts";

type Vector = Value<"v128">;

/** What is made of the numbers of one array or of two. */
export interface Reduction {
  readonly name: string;
  /** Are totals added up, in float64 whatever the arrays are? Of others the largest is taken. */
  readonly isSum: boolean;
  /** A total and what stands at one place. */
  readonly include: (lanes: Lanes, total: Vector, x: Vector, y: Vector) => Vector;
  /** Are products and sums fused, where the bits are the same all the same? */
  readonly fuses?: (lanes: Lanes) => boolean;
  /** A number that changes no total, for the end of the last vector. */
  readonly padding: number;
}

const totals = new Scratch();

/** A number for all of one or two arrays of one length, from the totals of blocks: the same ones on any number of threads, wherever the arrays lie. */
export function reduce(reduction: Reduction, unit: string, named: Readonly<Record<string, Floats>>): number {
  const lanes = lanesOfEqual(unit, named);
  const { name: kernel, isSum, fuses } = reduction;
  const arrays = Object.values(named);
  const blocks = Math.ceil((arrays[0] as Floats).length / blockLength);
  const module = kernelModule(`${kernel} ${lanes.name}`, fuses?.(lanes) !== true, (module) => {
    const parameters = Array.from({ length: arrays.length + 4 }, () => "i32" as const);
    module.function(kernel, { parameters, export: true }, (f, ...given) => {
      const [slots, first, end] = given.splice(arrays.length) as [Local<"i32">, Local<"i32">, Local<"i32">];
      f.for(first, end, blockLength, (start) => {
        const left = f.local(i32.sub(end, start));
        const count = f.local(select(i32.ltS(left, blockLength), left, i32.const(blockLength)));
        const places = given.map((each) => placeOf(f, each, start, lanes.bytes));
        f.store(i32.add(slots, i32.shrU(start, 9)), reduceBlock(f, lanes, reduction, places, count));
      });
    });
  });
  runOverArrays({
    module,
    kernel,
    lanes,
    arrays,
    numbers: () => [totals.reserve(8 * blocks).offset],
    grain: 8 * blockLength,
  });
  const found = totals
    .reserve(8 * blocks)
    .array(Float64Array)
    .subarray(0, blocks);
  return isSum ? found.reduce((a, b) => a + b, 0) : found.reduce((a, b) => Math.max(a, b), -Infinity);
}

/** The total of some numbers. Four vectors at a time, whose totals do not wait for each other; then one; then what is left. */
function reduceBlock(
  f: FunctionBuilder,
  lanes: Lanes,
  reduction: Reduction,
  places: readonly Local<"i32">[],
  count: Local<"i32">,
): Value<"f64"> {
  const own = reduction.isSum ? f64x2 : lanes;
  // Each vector is widened to two, or is one.
  const widened = lanes.count / own.count;
  const totals = Array.from({ length: 4 * widened }, () => f.local(own.splat(reduction.isSum ? 0 : -Infinity)));
  const add = (n: number, numbers: readonly Vector[]): void => {
    const total = totals[n] as Local<"v128">;
    f.set(total, reduction.include(own, total, ...(numbers as [Vector, Vector])));
  };
  for (const vectors of [4, 1]) {
    f.while(
      () => i32.geS(count, vectors * lanes.count),
      () => {
        for (let n = 0; n < vectors * widened; n++) {
          // Read and widened in one instruction.
          const numbers = places.map((at) =>
            widened === 2 ? f64x2.promoteLow(f64x2.loadFirst(at, 8 * n)) : lanes.load(at, 16 * n),
          );
          add(n, numbers);
        }
        for (const at of places) advance(f, at, 16 * vectors);
        f.set(count, i32.sub(count, vectors * lanes.count));
      },
    );
  }
  f.if(i32.gtS(count, 0), () => {
    const counts = f.local(lanes.firstLanes(count));
    const rest = places.map((at) => f.local(lanes.select(counts, lanes.load(at), reduction.padding)));
    if (widened === 1) return add(0, rest);
    add(0, rest.map(f64x2.promoteLow));
    add(1, rest.map(f64x2.promoteHigh));
  });
  const combine = reduction.isSum ? own.add : own.max;
  const total = f.local((totals as readonly Vector[]).reduce((so, each) => combine(so, each)));
  if (reduction.isSum) return f64x2.sum(total);
  const found = lanes.maximum(total);
  return found.type === "f32" ? f64.promote(found) : found;
}
