import type { FunctionBuilder } from "../assembler/functionBuilder.ts";
import type { Lanes } from "../assembler/lanes.ts";
import { ModuleBuilder } from "../assembler/moduleBuilder.ts";
import { f64, i32, select } from "../assembler/scalars.ts";
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
  /** What numbers at one place give, as one vector or two; each goes into a total of its own. */
  readonly terms: (f: FunctionBuilder, lanes: Lanes, inputs: readonly Local<"v128">[]) => readonly Vector[];
  /** The lanes of terms. */
  readonly lanesOf: (lanes: Lanes) => Lanes;
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
  const { name, arity } = reduction;
  const module = new ModuleBuilder({ memory: kernelMemoryImport() });
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
  { terms, lanesOf, combine, start, padding, across }: Reduction,
  places: readonly Local<"i32">[],
  count: Local<"i32">,
): Value<"f64"> {
  const own = lanesOf(lanes);
  // Four vectors at a time, each of which gives one term or two.
  const sums = Array.from({ length: 8 }, () => f.local(own.splat(start)));
  const load = (offset: number): readonly Local<"v128">[] => places.map((each) => f.local(lanes.load(each, offset)));
  const add = (found: readonly Vector[]): void => {
    for (const [n, term] of found.entries()) {
      const sum = sums[n] as Local<"v128">;
      f.set(sum, combine(own, sum, term));
    }
  };
  const step = (vectors: number): void => {
    add(Array.from({ length: vectors }, (_, n) => terms(f, lanes, load(16 * n))).flat());
    for (const each of places) f.set(each, i32.add(each, 16 * vectors));
    f.set(count, i32.sub(count, vectors * lanes.count));
  };
  for (const vectors of [4, 1]) {
    f.while(
      () => i32.geS(count, vectors * lanes.count),
      () => step(vectors),
    );
  }
  f.if(i32.gtS(count, 0), () => {
    const counts = f.local(lanes.firstLanes(count));
    const rest = load(0).map((each) => f.local(lanes.select(counts, each, padding)));
    add(terms(f, lanes, rest));
  });
  const [first, ...others] = sums as [Local<"v128">, ...Local<"v128">[]];
  const total = f.local(others.reduce<Vector>((so, each) => combine(own, so, each), first));
  const found = across(own, total);
  return found.type === "f32" ? f64.promote(found as Value<"f32">) : (found as Value<"f64">);
}
