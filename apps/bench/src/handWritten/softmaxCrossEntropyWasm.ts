import {
  expNonPositive,
  f32,
  f32x4,
  f64,
  f64x2,
  i32,
  kernelMemory,
  kernelMemoryImport,
  log,
  ModuleBuilder,
  select,
  supports,
  type FunctionBuilder,
  type Lanes,
  type Local,
  type Value,
} from "@surprisal/kernels";

/** Rows whose width is a multiple of two vectors. All but the number of rows and their width are places in the memory. */
export type Rows = (
  logits: number,
  gradient: number,
  target: number,
  values: number,
  rows: number,
  width: number,
) => number;

/** Sums of lanes go over to float64 after so many bytes. */
const block = 8192;

/**
 * The same by hand in WebAssembly, one row after the other: largest logit; exp and their sum; quotient. Values are float64, gradients of
 * their sum as the lanes are.
 */
export function softmaxCrossEntropyWasm(lanes: Lanes): Rows {
  const module = new ModuleBuilder({ relaxed: supports.relaxed, memory: kernelMemoryImport() });
  module.function(
    "softmaxCrossEntropy",
    { parameters: ["i32", "i32", "i32", "i32", "i32", "i32"], export: true },
    (f, logits, gradient, target, values, rows, width) => {
      const length = f.local(i32.mul(width, lanes.bytes));
      f.for(0, rows, 1, () => {
        const largest = f.local(largestOf(f, lanes, logits, length));
        const total = f.local(exponentials(f, lanes, { from: logits, to: gradient, length, largest }));
        divide(f, lanes, gradient, length, total);
        const place = f.local(i32.mul(i32.load(target), lanes.bytes));
        const own = f.local(i32.add(gradient, place));
        const gap = f64.sub(numberAt(lanes, i32.add(logits, place)), firstOf(lanes, largest));
        f.store(values, f64.sub(f64x2.extract(log(f, f64x2, f64x2.splat(total)), 0), gap));
        f.store(own, lanes.name === "f32x4" ? f32.sub(f32.load(own), 1) : f64.sub(f64.load(own), 1));
        f.set(logits, i32.add(logits, length));
        f.set(gradient, i32.add(gradient, length));
        f.set(target, i32.add(target, 4));
        f.set(values, i32.add(values, 8));
      });
    },
  );
  const { softmaxCrossEntropy } = module.instantiate(kernelMemory());
  if (!softmaxCrossEntropy) throw new TypeError("softmaxCrossEntropyWasm: the export is missing");
  return softmaxCrossEntropy;
}

const numberAt = (lanes: Lanes, at: Value<"i32">): Value<"f64"> =>
  lanes.name === "f32x4" ? f64.promote(f32.load(at)) : f64.load(at);

const firstOf = (lanes: Lanes, vector: Local<"v128">): Value<"f64"> =>
  lanes.name === "f32x4" ? f64.promote(f32x4.extract(vector, 0)) : f64x2.extract(vector, 0);

/** Goes through places two vectors at a time. */
function sweep(f: FunctionBuilder, from: Local<"i32">, end: Local<"i32">, turn: () => void): void {
  f.while(
    () => i32.ltU(from, end),
    () => {
      turn();
      f.set(from, i32.add(from, 32));
    },
  );
}

/** The largest number, in all lanes. */
function largestOf(f: FunctionBuilder, lanes: Lanes, from: Local<"i32">, length: Local<"i32">): Value<"v128"> {
  const at = f.local(i32.add(from, 0));
  const end = f.local(i32.add(from, length));
  const [even, odd] = [f.local(lanes.splat(-Infinity)), f.local(lanes.splat(-Infinity))];
  sweep(f, at, end, () => {
    f.set(even, lanes.pmax(even, lanes.load(at)));
    f.set(odd, lanes.pmax(odd, lanes.load(at, 16)));
  });
  const largest = f.local(lanes.pmax(even, odd));
  return lanes.name === "f32x4" ? f32x4.splat(f32x4.maximum(largest)) : f64x2.splat(f64x2.maximum(largest));
}

interface Exponentials {
  readonly from: Local<"i32">;
  readonly to: Local<"i32">;
  readonly length: Local<"i32">;
  readonly largest: Local<"v128">;
}

/** Writes the exponentials of the gaps to the largest; returns their sum. */
function exponentials(f: FunctionBuilder, lanes: Lanes, { from, to, length, largest }: Exponentials): Local<"f64"> {
  const [at, place] = [f.local(i32.add(from, 0)), f.local(i32.add(to, 0))];
  const end = f.local(i32.add(from, length));
  const total = f.local("f64");
  f.while(
    () => i32.ltU(at, end),
    () => {
      const next = f.local(i32.add(at, block));
      const blockEnd = f.local(select(i32.ltU(next, end), next, end));
      const [even, odd] = [f.local("v128"), f.local("v128")];
      sweep(f, at, blockEnd, () => {
        for (const [sum, offset] of [
          [even, 0],
          [odd, 16],
        ] as const) {
          const each = f.local(expNonPositive(f, lanes, lanes.sub(lanes.load(at, offset), largest)));
          f.store(place, each, offset);
          f.set(sum, lanes.add(sum, each));
        }
        f.set(place, i32.add(place, 32));
      });
      const sum = f.local(lanes.add(even, odd));
      const added = lanes.name === "f32x4" ? f64.promote(f32x4.sum(sum)) : f64x2.sum(sum);
      f.set(total, f64.add(total, added));
    },
  );
  return total;
}

function divide(
  f: FunctionBuilder,
  lanes: Lanes,
  from: Local<"i32">,
  length: Local<"i32">,
  divisor: Local<"f64">,
): void {
  const at = f.local(i32.add(from, 0));
  const end = f.local(i32.add(from, length));
  const inverse = f64.div(1, divisor);
  const scale = f.local(lanes.name === "f32x4" ? f32x4.splat(f32.demote(inverse)) : f64x2.splat(inverse));
  sweep(f, at, end, () => {
    f.store(at, lanes.mul(lanes.load(at), scale));
    f.store(at, lanes.mul(lanes.load(at, 16), scale), 16);
  });
}
