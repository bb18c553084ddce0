import type { FunctionBuilder } from "../assembler/functionBuilder.ts";
import { addKernel, advance, placeOf } from "../assembler/kernels.ts";
import type { Lanes } from "../assembler/lanes.ts";
import type { ModuleBuilder } from "../assembler/moduleBuilder.ts";
import { i32 } from "../assembler/scalars.ts";
import type { Local } from "../assembler/value.ts";
import { rowDots } from "./rowDots.ts";

type Address = Local<"i32">;

/** Rows that are solved at once. */
const rowsAtOnce = 4;

/**
 * Adds kernels on a lower triangular matrix that lies row by row; distances are in bytes.
 *
 * - `factorBlock(block, stride, width)`: Cholesky factorization of a block on the diagonal; the number of the first pivot that is not positive, which then stands
 *   there, or `width`.
 * - `solveRows` and `solveTransposed`: `(l, stride, size, b, bStride, from, to, thread)`: for right-hand sides, each a row of b; of those that are solved at once
 *   the sums are taken otherwise than of one.
 */
export function addFactorKernels(module: ModuleBuilder, lanes: Lanes): void {
  addKernel(
    module,
    "factorBlock",
    (f, block, stride, width) => {
      const row = f.local(block);
      f.for(0, width, 1, (i) => {
        solveRow(f, lanes, [row], block, stride, i);
        const pivot = placeOf(f, row, i, lanes.bytes);
        const [squares] = rowDots(f, lanes, [row], row, i) as [Local<"v128">];
        const own = f.local(lanes.sub(lanes.loadSplat(pivot), squares));
        f.store(pivot, lanes.extract(own, 0));
        f.if(i32.eqz(lanes.any(lanes.gt(own, 0))), () => f.return(i));
        f.store(pivot, lanes.extract(lanes.sqrt(own), 0));
        advance(f, row, stride);
      });
      f.return(width);
    },
    "i32",
  );

  addKernel(module, "solveRows", (f, l, stride, size, b, bStride, from, to) => {
    const i = f.local(from);
    const row = placeOf(f, b, from, bStride);
    for (const count of [rowsAtOnce, 1]) {
      f.while(
        () => i32.leS(i32.add(i, count), to),
        () => {
          const rows = Array.from({ length: count }, (_, n) => placeOf(f, row, n, bStride));
          solveRow(f, lanes, rows, l, stride, size);
          advance(f, row, i32.mul(bStride, count));
          advance(f, i, count);
        },
      );
    }
  });

  addKernel(module, "solveTransposed", (f, l, stride, size, b, bStride, from, to) => {
    f.for(from, to, 1, (each) => {
      const start = placeOf(f, b, each, bStride);
      const row = placeOf(f, l, size, stride);
      f.for(0, size, 1, (done) => {
        f.set(row, i32.sub(row, stride));
        const i = f.local(i32.sub(i32.sub(size, 1), done));
        const at = placeOf(f, start, i, lanes.bytes);
        const pivot = placeOf(f, row, i, lanes.bytes);
        const own = f.local(lanes.div(lanes.loadSplat(at), lanes.loadSplat(pivot)));
        f.store(at, lanes.extract(own, 0));
        subtractMultiple(f, lanes, start, own, row, i);
      });
    });
  });
}

/** Rows x of x·Lᵀ = a, in the place of a: `width` numbers of each. */
function solveRow(
  f: FunctionBuilder,
  lanes: Lanes,
  rows: readonly Address[],
  l: Address,
  stride: Address,
  width: Address,
): void {
  const own = f.local(l);
  f.for(0, width, 1, (column) => {
    const sums = rowDots(f, lanes, rows, own, column);
    const pivot = f.local(lanes.loadSplat(placeOf(f, own, column, lanes.bytes)));
    for (const [n, row] of rows.entries()) {
      const at = placeOf(f, row, column, lanes.bytes);
      const left = lanes.sub(lanes.loadSplat(at), sums[n] as Local<"v128">);
      f.store(at, lanes.extract(lanes.div(left, pivot), 0));
    }
    advance(f, own, stride);
  });
}

/** From `count` numbers, those of a row times a factor. */
function subtractMultiple(
  f: FunctionBuilder,
  { bytes, count: inVector, extract, load, loadSplat, negativeMultiplyAdd }: Lanes,
  numbers: Address,
  factor: Local<"v128">,
  row: Address,
  count: Address,
): void {
  const to = f.local(numbers);
  const from = f.local(row);
  const whole = f.local(i32.and(count, -inVector));
  f.for(0, whole, inVector, () => {
    f.store(to, negativeMultiplyAdd(factor, load(from), load(to)));
    for (const pointer of [to, from]) advance(f, pointer, 16);
  });
  f.for(whole, count, 1, () => {
    f.store(to, extract(negativeMultiplyAdd(factor, loadSplat(from), loadSplat(to)), 0));
    for (const pointer of [to, from]) advance(f, pointer, bytes);
  });
}
