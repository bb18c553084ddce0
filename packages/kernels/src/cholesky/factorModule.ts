import type { FunctionBuilder } from "../assembler/functionBuilder.ts";
import type { Lanes } from "../assembler/lanes.ts";
import { ModuleBuilder } from "../assembler/moduleBuilder.ts";
import { i32 } from "../assembler/scalars.ts";
import type { Local } from "../assembler/value.ts";
import { kernelMemoryImport } from "../memory/kernelMemory.ts";
import { rowDots } from "./rowDots.ts";

type Address = Local<"i32">;

/** Rows that are solved at once. */
const rowsAtOnce = 4;

/**
 * Kernels on a lower triangular matrix that lies row by row; distances are in bytes.
 *
 * - `factorBlock(block, stride, width)`: Cholesky factorization of a block on the diagonal; the number of the first pivot that is not positive, which then stands
 *   there, or `width`.
 * - `solveRows(block, stride, width, from, to, thread)`: rows below the block, counted from its first, times the inverse of its transpose.
 * - `solveLower` and `solveTransposed`: `(l, stride, size, b, bStride, from, to, thread)`: for right-hand sides, each a row of b.
 */
export function factorModule(lanes: Lanes, relaxed: boolean): ModuleBuilder {
  const module = new ModuleBuilder({ relaxed, memory: kernelMemoryImport() });
  const { bytes } = lanes;
  const triple = ["i32", "i32", "i32"] as const;
  module.function("factorBlock", { parameters: triple, result: "i32", export: true }, (f, block, stride, width) => {
    const row = f.local(block);
    f.for(0, width, 1, (i) => {
      solveRow(f, lanes, [row], block, stride, i);
      const pivot = f.local(i32.add(row, i32.mul(i, bytes)));
      const [squares] = rowDots(f, lanes, [row], row, i) as [Local<"v128">];
      const own = f.local(lanes.sub(lanes.loadSplat(pivot), squares));
      f.store(pivot, lanes.extract(own, 0));
      f.if(i32.eqz(lanes.any(lanes.gt(own, 0))), () => f.return(i));
      f.store(pivot, lanes.extract(lanes.sqrt(own), 0));
      f.set(row, i32.add(row, stride));
    });
    f.return(width);
  });

  const six = ["i32", "i32", "i32", "i32", "i32", "i32"] as const;
  module.function("solveRows", { parameters: six, export: true }, (f, block, stride, width, from, to) => {
    const i = f.local(from);
    const row = f.local(i32.add(block, i32.mul(from, stride)));
    for (const count of [rowsAtOnce, 1]) {
      f.while(
        () => i32.leS(i32.add(i, count), to),
        () => {
          const rows = [f.local(row)];
          while (rows.length < count) rows.push(f.local(i32.add(rows.at(-1) as Address, stride)));
          solveRow(f, lanes, rows, block, stride, width);
          f.set(row, i32.add(row, i32.mul(stride, count)));
          f.set(i, i32.add(i, count));
        },
      );
    }
  });

  const eight = ["i32", "i32", "i32", "i32", "i32", "i32", "i32", "i32"] as const;
  module.function("solveLower", { parameters: eight, export: true }, (f, l, stride, size, b, bStride, from, to) => {
    f.for(from, to, 1, (each) => {
      solveRow(f, lanes, [f.local(i32.add(b, i32.mul(each, bStride)))], l, stride, size);
    });
  });
  module.function(
    "solveTransposed",
    { parameters: eight, export: true },
    (f, l, stride, size, b, bStride, from, to) => {
      f.for(from, to, 1, (each) => {
        const start = f.local(i32.add(b, i32.mul(each, bStride)));
        const row = f.local(i32.add(l, i32.mul(size, stride)));
        f.for(0, size, 1, (done) => {
          f.set(row, i32.sub(row, stride));
          const i = f.local(i32.sub(i32.sub(size, 1), done));
          const at = f.local(i32.mul(i, bytes));
          const own = f.local(lanes.div(lanes.loadSplat(i32.add(start, at)), lanes.loadSplat(i32.add(row, at))));
          f.store(i32.add(start, at), lanes.extract(own, 0));
          subtractMultiple(f, lanes, start, own, row, i);
        });
      });
    },
  );
  return module;
}

/** Rows x of x·Lᵀ = a, in the place of a: `width` numbers of each. */
function solveRow(
  f: FunctionBuilder,
  lanes: Lanes,
  rows: readonly Address[],
  l: Address,
  stride: Address,
  width: Local<"i32">,
): void {
  const own = f.local(l);
  const at = f.local("i32");
  f.for(0, width, 1, (column) => {
    const sums = rowDots(f, lanes, rows, own, column);
    const pivot = f.local(lanes.loadSplat(i32.add(own, at)));
    for (const [n, row] of rows.entries()) {
      const left = lanes.sub(lanes.loadSplat(i32.add(row, at)), sums[n] as Local<"v128">);
      f.store(i32.add(row, at), lanes.extract(lanes.div(left, pivot), 0));
    }
    f.set(own, i32.add(own, stride));
    f.set(at, i32.add(at, lanes.bytes));
  });
}

/** From `count` numbers, those of a row times a factor. */
function subtractMultiple(
  f: FunctionBuilder,
  lanes: Lanes,
  numbers: Address,
  factor: Local<"v128">,
  row: Address,
  count: Local<"i32">,
): void {
  const { bytes } = lanes;
  const [to, from] = [f.local(numbers), f.local(row)];
  const advance = (steps: number): void => {
    for (const pointer of [to, from]) f.set(pointer, i32.add(pointer, steps * bytes));
  };
  const whole = f.local(i32.and(count, -lanes.count));
  f.for(0, whole, lanes.count, () => {
    f.store(to, lanes.negativeMultiplyAdd(factor, lanes.load(from), lanes.load(to)));
    advance(lanes.count);
  });
  f.for(whole, count, 1, () => {
    f.store(to, lanes.extract(lanes.negativeMultiplyAdd(factor, lanes.loadSplat(from), lanes.loadSplat(to)), 0));
    advance(1);
  });
}
