import { f32x4, f64x2, i32, ModuleBuilder, supports, type Lanes, type Local, type Memory } from "@surprisal/kernels";

/** Enough independent sums to hide how long one addition or multiplication takes. */
const independent = 12;

interface Arithmetic {
  readonly run: (turns: number) => number;
  /** Multiplications and additions of a turn. */
  readonly operations: number;
}

/** Kernels that do nothing but read, copy, or multiply and add, 128 bits at a time. */
export interface FloorKernels {
  /** `bytes` is a multiple of 128. */
  readonly read: (start: number, bytes: number) => number;
  readonly copy: (to: number, from: number, bytes: number) => number;
  readonly multiplyAdd: Readonly<Record<"float32" | "float64", Arithmetic>>;
}

export function floorKernels(memory: Memory): FloorKernels {
  const module = new ModuleBuilder({ relaxed: supports.relaxed, memory: {} });
  addRead(module);
  module.function("copy", { parameters: ["i32", "i32", "i32"], export: true }, (f, to, from, bytes) =>
    f.copy(to, from, bytes),
  );
  addMultiplyAdd(module, "float32", f32x4);
  addMultiplyAdd(module, "float64", f64x2);
  const { read, copy, float32, float64 } = module.instantiate(memory);
  if (!read || !copy || !float32 || !float64) throw new TypeError("floorKernels: an export is missing");
  const operationsOf = ({ count }: Lanes): number => 2 * count * independent;
  return {
    read,
    copy,
    multiplyAdd: {
      float32: { run: float32, operations: operationsOf(f32x4) },
      float64: { run: float64, operations: operationsOf(f64x2) },
    },
  };
}

function addRead(module: ModuleBuilder): void {
  module.function("read", { parameters: ["i32", "i32"], result: "f32", export: true }, (f, at, bytes) => {
    const end = f.local(i32.add(at, bytes));
    const sums = Array.from({ length: 8 }, () => f.local("v128"));
    f.while(
      () => i32.ltU(at, end),
      () => {
        for (const [k, sum] of sums.entries()) f.set(sum, f32x4.add(sum, f32x4.load(at, 16 * k)));
        f.set(at, i32.add(at, 16 * sums.length));
      },
    );
    f.return(f32x4.sum(f.local(total(f32x4, sums))));
  });
}

function addMultiplyAdd(module: ModuleBuilder, name: string, lanes: Lanes): void {
  module.function(name, { parameters: ["i32"], result: "f64", export: true }, (f, turns) => {
    const factor = f.local(lanes.const(...Array.from({ length: lanes.count }, () => 0.999)));
    const sums = Array.from({ length: independent }, () => f.local("v128"));
    f.for(0, turns, 1, () => {
      for (const sum of sums) f.set(sum, lanes.multiplyAdd(sum, factor, factor));
    });
    // The result is asked for, so that nobody may leave the loop out.
    f.return(f64x2.extract(f.local(total(lanes, sums)), 0));
  });
}

function total(lanes: Lanes, sums: readonly Local<"v128">[]) {
  const [first, ...rest] = sums;
  if (!first) throw new TypeError("floorKernels: no sums");
  return rest.reduce((so, each) => lanes.add(so, each), lanes.add(first, 0));
}
