import type { FunctionBuilder } from "../assembler/functionBuilder.ts";
import { f64x2, type Lanes } from "../assembler/lanes.ts";
import { ModuleBuilder } from "../assembler/moduleBuilder.ts";
import { f64, i32, select } from "../assembler/scalars.ts";
import { supports } from "../assembler/supports.ts";
import type { Local, Value } from "../assembler/value.ts";
import { isInKernelMemory, kernelMemoryImport } from "../memory/kernelMemory.ts";
import { Scratch } from "../memory/scratch.ts";
import { ThreadedModule } from "../threads/threadedModule.ts";
import { runParallel } from "../threads/threads.ts";
import type { Floats } from "./floats.ts";

type Vector = Value<"v128">;

/** What is made of the numbers of one array or of two. */
export interface Reduction {
  readonly name: string;
  readonly arity: 1 | 2;
  /** Are the numbers of float32 arrays widened? */
  readonly isInDouble: boolean;
  /** A total and what stands at one place. */
  readonly include: (lanes: Lanes, total: Vector, numbers: readonly Vector[]) => Vector;
  /** Are products and sums fused, where the bits are the same all the same? */
  readonly fuses?: (lanes: Lanes) => boolean;
  readonly combine: (lanes: Lanes, a: Vector, b: Vector) => Vector;
  /** The total of no numbers. */
  readonly start: number;
  /** A number that changes no total, for the end of the last vector. */
  readonly padding: number;
  /** The lanes of a total as one number. */
  readonly across: (lanes: Lanes, total: Local<"v128">) => Value<"f32" | "f64">;
  readonly join: (a: number, b: number) => number;
}

/** Numbers of a block, whose total is taken apart: the same ones on any number of threads, wherever the array lies. */
const blockLength = 4096;
/** Blocks that are copied in at a time, and those of a piece of work for a thread. */
const [chunk, grain] = [4, 8];

const [inputs, totals] = [new Scratch(), new Scratch()];
const modules = new Map<string, ThreadedModule>();

/** A number for all of one or two arrays of one length. */
export function reduce(reduction: Reduction, lanes: Lanes, arrays: readonly Floats[]): number {
  const { length } = arrays[0] as Floats;
  const blocks = Math.ceil(length / blockLength);
  // Before anything lets the memory grow, whereupon views may be empty: what lies in it stays where it is.
  const addresses = arrays.map((array) => (isInKernelMemory(array) ? array.byteOffset : undefined));
  const slots = totals.reserve(8 * blocks);
  const key = `${reduction.name} ${lanes.name}`;
  let module = modules.get(key);
  if (module === undefined) modules.set(key, (module = new ThreadedModule(codeOf(reduction, lanes))));
  if (addresses.every((each) => each !== undefined)) {
    const [x, y = x] = addresses as [number, number?];
    const args = [x, y, length, slots.offset];
    runParallel([{ module, kernel: reduction.name, args }], { from: 0, to: blocks, grain });
  } else {
    copyAndReduce({ module, kernel: reduction.name, arrays, addresses, length, slots: slots.offset }, lanes);
  }
  return slots.array(Float64Array).subarray(0, blocks).reduce(reduction.join, reduction.start);
}

interface Run {
  readonly module: ThreadedModule;
  readonly kernel: string;
  readonly arrays: readonly Floats[];
  /** Of those that lie in the kernels' memory. */
  readonly addresses: readonly (number | undefined)[];
  readonly length: number;
  readonly slots: number;
}

function copyAndReduce({ module, kernel, arrays, addresses, length, slots }: Run, { bytes }: Lanes): void {
  const size = chunk * blockLength;
  const block = inputs.reserve(arrays.length * size * bytes);
  const whole = bytes === 4 ? block.array(Float32Array) : block.array(Float64Array);
  for (let from = 0; from < length; from += size) {
    const count = Math.min(size, length - from);
    const [x, y = x] = arrays.map((array, n) => {
      const fixed = addresses[n];
      if (fixed !== undefined) return fixed + from * bytes;
      whole.set(array.subarray(from, from + count), n * size);
      return block.offset + n * size * bytes;
    }) as [number, number?];
    const firstSlot = slots + (8 * from) / blockLength;
    module.exports[kernel]!(x, y, count, firstSlot, 0, Math.ceil(count / blockLength), 0);
  }
}

/** (x, y, length, slots, first block, end, thread): the total of each block, as a float64, in its slot. */
function codeOf(reduction: Reduction, lanes: Lanes): Uint8Array {
  const { name, arity, fuses } = reduction;
  const relaxed = fuses?.(lanes) === true && supports.relaxed;
  const module = new ModuleBuilder({ relaxed, memory: kernelMemoryImport() });
  const parameters = ["i32", "i32", "i32", "i32", "i32", "i32", "i32"] as const;
  module.function(name, { parameters, export: true }, (f, x, y, length, slots, first, end) => {
    f.for(first, end, 1, (block) => {
      const start = f.local(i32.mul(block, blockLength));
      const left = f.local(i32.sub(length, start));
      const count = f.local(select(i32.ltS(left, blockLength), left, i32.const(blockLength)));
      const places = [x, y].slice(0, arity).map((each) => f.local(i32.add(each, i32.mul(start, lanes.bytes))));
      const total = reduceBlock(f, lanes, reduction, places, count);
      f.store(i32.add(slots, i32.mul(block, 8)), total);
    });
  });
  return module.bytes();
}

/** Four vectors at a time, whose totals do not wait for each other; then one; then what is left. */
function reduceBlock(
  f: FunctionBuilder,
  lanes: Lanes,
  { isInDouble, include, combine, start, padding, across }: Reduction,
  places: readonly Local<"i32">[],
  count: Local<"i32">,
): Value<"f64"> {
  const own = isInDouble ? f64x2 : lanes;
  // Each vector is widened to two, or is one.
  const widened = lanes.count / own.count;
  const totals = Array.from({ length: 4 * widened }, () => f.local(own.splat(start)));
  const add = (n: number, numbers: readonly Vector[]): void => {
    const total = totals[n] as Local<"v128">;
    f.set(total, include(own, total, numbers));
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
        for (const at of places) f.set(at, i32.add(at, 16 * vectors));
        f.set(count, i32.sub(count, vectors * lanes.count));
      },
    );
  }
  f.if(i32.gtS(count, 0), () => {
    const counts = f.local(lanes.firstLanes(count));
    const rest = places.map((at) => f.local(lanes.select(counts, lanes.load(at), padding)));
    if (widened === 1) return add(0, rest);
    add(0, rest.map(f64x2.promoteLow));
    add(1, rest.map(f64x2.promoteHigh));
  });
  const [first, ...others] = totals as [Local<"v128">, ...Local<"v128">[]];
  const total = f.local(others.reduce<Vector>((so, each) => combine(own, so, each), first));
  const found = across(own, total);
  return found.type === "f32" ? f64.promote(found as Value<"f32">) : (found as Value<"f64">);
}
