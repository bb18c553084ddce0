import {
  f32x4,
  f64x2,
  i32,
  kernelMemoryImport,
  ModuleBuilder,
  runParallel,
  supports,
  ThreadedModule,
  type Lanes,
  type Local,
} from "@surprisal/kernels";
import type { Precision } from "../harness/work.ts";

/** Enough independent sums to hide how long one addition or multiplication takes. */
const independent = 12;
/** What reading and copying go by. */
export const bytesOfLine = 128;
const streams = 4;
/** Lines or turns that are not worth sharing out: they take microseconds. */
const few = 512;

const lanesOf: Readonly<Record<Precision, Lanes>> = { float32: f32x4, float64: f64x2 };

/** Multiplications and additions of a turn. */
export const operationsOf = (precision: Precision): number => 2 * lanesOf[precision].count * independent;

/**
 * Kernels that do nothing but read, copy, or multiply and add, 128 bits at a time: `read` (from, first, end) and `copy` (to, from, first, end) go through
 * lines, `float32` and `float64` (first, end) take so many turns. Each but `copy` returns what it has, so that nobody may leave it out.
 */
export function floorKernels(): ThreadedModule {
  const module = new ModuleBuilder({ relaxed: supports.relaxed, memory: kernelMemoryImport() });
  addRead(module);
  module.function(
    "copy",
    { parameters: ["i32", "i32", "i32", "i32", "i32"], export: true },
    (f, to, from, first, end) => {
      const start = f.local(i32.mul(first, bytesOfLine));
      f.copy(i32.add(to, start), i32.add(from, start), i32.mul(i32.sub(end, first), bytesOfLine));
    },
  );
  for (const [name, lanes] of Object.entries(lanesOf)) addMultiplyAdd(module, name, lanes);
  return new ThreadedModule(module.bytes());
}

/** Runs a kernel from 0 to a count. */
export type Run = (kernel: string, args: readonly number[], count: number) => void;

export const runAlone =
  (module: ThreadedModule): Run =>
  (kernel, args, count) =>
    void module.exports[kernel]!(...args, 0, count, 0);

/** On the threads that were started. */
export const runShared =
  (module: ThreadedModule): Run =>
  (kernel, args, count) =>
    runParallel([{ module, kernel, args }], { from: 0, to: count, grain: Math.max(few, Math.ceil(count / 16)) });

/** As four streams at a time: one alone waits at each end of a page. */
function addRead(module: ModuleBuilder): void {
  const signature = { parameters: ["i32", "i32", "i32", "i32"], result: "f32", export: true } as const;
  module.function("read", signature, (f, from, first, end) => {
    const at = f.local(i32.add(from, i32.mul(first, bytesOfLine)));
    const part = f.local(i32.mul(i32.sub(end, first), bytesOfLine / streams));
    const places = [at];
    for (let n = 1; n < streams; n++) places.push(f.local(i32.add(at, i32.mul(part, n))));
    const sums = Array.from({ length: bytesOfLine / 16 }, () => f.local("v128"));
    f.for(first, end, 1, () => {
      for (const [k, sum] of sums.entries()) {
        const place = places[k % streams] as Local<"i32">;
        f.set(sum, f32x4.add(sum, f32x4.load(place, 16 * Math.floor(k / streams))));
      }
      for (const place of places) f.set(place, i32.add(place, bytesOfLine / streams));
    });
    f.return(f32x4.sum(f.local(total(f32x4, sums))));
  });
}

function addMultiplyAdd(module: ModuleBuilder, name: string, lanes: Lanes): void {
  const signature = { parameters: ["i32", "i32", "i32"], result: "f64", export: true } as const;
  module.function(name, signature, (f, first, end) => {
    const factor = f.local(lanes.const(...Array.from({ length: lanes.count }, () => 0.999)));
    const sums = Array.from({ length: independent }, () => f.local("v128"));
    f.for(first, end, 1, () => {
      for (const sum of sums) f.set(sum, lanes.multiplyAdd(sum, factor, factor));
    });
    f.return(f64x2.extract(f.local(total(lanes, sums)), 0));
  });
}

function total(lanes: Lanes, sums: readonly Local<"v128">[]) {
  const [first, ...rest] = sums;
  if (!first) throw new TypeError("floorKernels: no sums");
  return rest.reduce((so, each) => lanes.add(so, each), lanes.add(first, 0));
}
