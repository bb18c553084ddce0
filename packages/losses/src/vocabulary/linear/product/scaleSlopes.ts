import {
  f32,
  f32x4,
  f64,
  f64x2,
  i32,
  isInKernelMemory,
  kernelMemory,
  kernelMemoryImport,
  ModuleBuilder,
  type FunctionBuilder,
  type Lanes,
  type Local,
  type Value,
} from "@surprisal/kernels";
import type { Floats } from "../layerArrays.ts";

type Kernel = (from: number, to: number, count: number, factor: number, sums: number) => void;

const kernels = new Map<Lanes, Kernel>();

/** Writes factor · slope, of one row, and adds it to the sums of the columns; in WebAssembly where the arrays lie in the kernels' memory. */
export function scaleSlopes(slopes: Floats, factor: number, to: Floats, sums: Float64Array): void {
  const lanes = slopes instanceof Float32Array ? f32x4 : f64x2;
  if (!isInKernelMemory(slopes)) {
    for (let k = 0; k < slopes.length; k++) {
      to[k] = factor * (slopes[k] as number);
      sums[k] = (sums[k] as number) + (to[k] as number);
    }
    return;
  }
  let kernel = kernels.get(lanes);
  // The module exports this one.
  if (!kernel) kernels.set(lanes, (kernel = moduleFor(lanes).instantiate(kernelMemory())["scaleSlopes"] as Kernel));
  kernel(slopes.byteOffset, to.byteOffset, slopes.length, factor, sums.byteOffset);
}

function moduleFor(lanes: Lanes): ModuleBuilder {
  const module = new ModuleBuilder({ memory: kernelMemoryImport() });
  const { bytes, count } = lanes;
  module.function(
    "scaleSlopes",
    { parameters: ["i32", "i32", "i32", "f64", "i32"], export: true },
    (f, from, to, length, factor, sums) => {
      const factors = f.local(splat(lanes, factor));
      const whole = f.local(i32.and(length, -count));
      const advance = (numbers: number): void => {
        for (const [pointer, size] of [
          [from, bytes],
          [to, bytes],
          [sums, 8],
        ] as const)
          f.set(pointer, i32.add(pointer, numbers * size));
      };
      f.for(0, whole, count, () => {
        const own = f.local(lanes.mul(factors, lanes.load(from)));
        f.store(to, own);
        for (const [n, part] of inFloat64(f, lanes, own).entries())
          f.store(sums, f64x2.add(f64x2.load(sums, 16 * n), part), 16 * n);
        advance(count);
      });
      f.for(whole, length, 1, () => {
        const own = f.local(lanes.mul(factors, lanes.loadSplat(from)));
        f.store(to, lanes.extract(own, 0));
        const [part] = inFloat64(f, lanes, own) as [Local<"v128">];
        f.store(sums, f64.add(f64.load(sums), f64x2.extract(part, 0)));
        advance(1);
      });
    },
  );
  return module;
}

const splat = ({ name }: Lanes, x: Local<"f64">): Value<"v128"> =>
  name === "f64x2" ? f64x2.splat(x) : f32x4.splat(f32.demote(x));

/** The lanes as float64, two a vector. */
const inFloat64 = (f: FunctionBuilder, { name }: Lanes, x: Local<"v128">): Local<"v128">[] =>
  name === "f64x2" ? [x] : [f.local(f64x2.promoteLow(x)), f.local(f64x2.promoteHigh(x))];
