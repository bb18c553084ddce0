import type { FunctionBuilder } from "../assembler/functionBuilder.ts";
import type { Lanes } from "../assembler/lanes.ts";
import { ModuleBuilder } from "../assembler/moduleBuilder.ts";
import { i32 } from "../assembler/scalars.ts";
import type { Local, Value } from "../assembler/value.ts";
import { v128 } from "../assembler/vectors.ts";
import { kernelMemoryImport } from "../memory/kernelMemory.ts";

/**
 * Rows of a tile, chosen by measurement: x86 has 16 registers, of which V8 keeps one. With two vectors of columns 12 hold the sums of 6 rows, and
 * a product that is not fused needs one for itself, so there it is 4.
 */
const tileRows = (relaxed: boolean): number => (relaxed ? 6 : 4);
const tileVectors = 2;
/** Rows of a block of A, a multiple of any tile's. */
export const blockRows = 144;
/** Depth of a block, whose sums are taken apart and then added: a strip of B as deep stays in the first cache. */
export const blockDepth = 384;
/** From one row of a block of A to the next: a power of two would put them all into the same places of a cache. */
export const blockStride = blockDepth + 8;

export const tileColumns = ({ count }: Lanes): number => tileVectors * count;

type Address = Local<"i32">;

/**
 * The kernels of the matrix product. B lies in strips of a tile's width, a block of A as its rows or as its columns; a row of either block has a
 * fixed length, so that a tile is addressed from one pointer. What pads A and B to whole tiles is never looked at.
 */
export function matmulModule(lanes: Lanes, relaxed: boolean): Uint8Array {
  const module = new ModuleBuilder({ relaxed, memory: kernelMemoryImport() });
  const height = tileRows(relaxed);
  for (const transposed of [false, true]) {
    const name = transposed ? "multiplyColumns" : "multiplyRows";
    const parameters = ["i32", "i32", "i32", "i32", "i32", "i32", "i32", "i32", "i32"] as const;
    module.function(name, { parameters, export: true }, (f, a, b, c, rows, columns, depth, stripBytes, cBytes, add) => {
      const bStrip = f.local(b);
      f.for(0, columns, tileColumns(lanes), (column) => {
        const aStrip = f.local(a);
        const tile = f.local(i32.add(c, i32.mul(column, lanes.bytes)));
        f.for(0, rows, height, () => {
          multiplyTile(f, lanes, { a: aStrip, b: bStrip, c: tile, height, depth, cBytes, add, transposed });
          f.set(aStrip, i32.add(aStrip, lanes.bytes * height * (transposed ? 1 : blockStride)));
          f.set(tile, i32.add(tile, i32.mul(cBytes, height)));
        });
        f.set(bStrip, i32.add(bStrip, stripBytes));
      });
    });
  }
  copyRows(module);
  packRows(module, lanes);
  packColumns(module, lanes);
  return module.bytes();
}

/** Rows of so many bytes, from one distance between rows to another. */
function copyRows(module: ModuleBuilder): void {
  const parameters = ["i32", "i32", "i32", "i32", "i32", "i32"] as const;
  module.function("copyRows", { parameters, export: true }, (f, from, fromStride, to, toStride, rows, bytes) => {
    f.for(0, rows, 1, () => {
      f.copy(to, from, bytes);
      f.set(from, i32.add(from, fromStride));
      f.set(to, i32.add(to, toStride));
    });
  });
}

interface Tile {
  readonly a: Address;
  readonly b: Address;
  readonly c: Address;
  /** Rows. */
  readonly height: number;
  readonly depth: Address;
  /** Of a row of C. */
  readonly cBytes: Address;
  /** 0: set C, 1: add to it. */
  readonly add: Local<"i32">;
  readonly transposed: boolean;
}

/** The product of a strip of A and a strip of B into a tile of C. */
function multiplyTile(
  f: FunctionBuilder,
  lanes: Lanes,
  { a, b, c, height, depth, cBytes, add, transposed }: Tile,
): void {
  const { bytes } = lanes;
  const rowBytes = transposed ? bytes : bytes * blockStride;
  const stepBytes = transposed ? bytes * blockRows : bytes;
  const rows = Array.from({ length: height }, (_, row) => row);
  const sums = rows.map(() => Array.from({ length: tileVectors }, () => f.local("v128")));
  const from = f.local(a);
  const strip = f.local(b);
  const end = f.local(i32.add(b, i32.mul(depth, 16 * tileVectors)));
  f.while(
    () => i32.ltU(strip, end),
    () => {
      const columns = Array.from({ length: tileVectors }, (_, n) => f.local(lanes.load(strip, 16 * n)));
      for (const row of rows) {
        const factor = f.local(lanes.loadSplat(from, row * rowBytes));
        for (const [n, sum] of (sums[row] ?? []).entries()) {
          f.set(sum, lanes.multiplyAdd(factor, columns[n] as Value<"v128">, sum));
        }
      }
      f.set(from, i32.add(from, stepBytes));
      f.set(strip, i32.add(strip, 16 * tileVectors));
    },
  );
  const put = (value: (sum: Local<"v128">, at: Address, offset: number) => Value<"v128">): void => {
    const to = f.local(c);
    for (const row of sums) {
      for (const [n, sum] of row.entries()) f.store(to, value(sum, to, 16 * n), 16 * n);
      f.set(to, i32.add(to, cBytes));
    }
  };
  f.if(
    add,
    () => put((sum, at, offset) => lanes.add(lanes.load(at, offset), sum)),
    () => put((sum) => sum),
  );
}

/** Rows of B, `columns` long and one behind the other, into the strips; the last strip may take some of what follows. */
function packRows(module: ModuleBuilder, lanes: Lanes): void {
  const parameters = ["i32", "i32", "i32", "i32", "i32"] as const;
  module.function("packRows", { parameters, export: true }, (f, from, to, rows, columns, stripBytes) => {
    f.for(0, rows, 1, (row) => {
      const source = f.local(i32.add(from, i32.mul(i32.mul(row, columns), lanes.bytes)));
      const target = f.local(i32.add(to, i32.mul(row, 16 * tileVectors)));
      f.for(0, columns, tileColumns(lanes), () => {
        for (let n = 0; n < tileVectors; n++) f.store(target, lanes.load(source, 16 * n), 16 * n);
        f.set(source, i32.add(source, 16 * tileVectors));
        f.set(target, i32.add(target, stripBytes));
      });
    });
  });
}

/** Columns of B, `depth` long and one behind the other, into one strip; by squares of lanes, then what is left. */
function packColumns(module: ModuleBuilder, lanes: Lanes): void {
  const { bytes, count, scalar } = lanes;
  const stripBytes = 16 * tileVectors;
  module.function(
    "packColumns",
    { parameters: ["i32", "i32", "i32", "i32"], export: true },
    (f, from, to, columns, depth) => {
      const columnBytes = f.local(i32.mul(depth, bytes));
      const whole = f.local(i32.and(depth, -count));
      f.for(0, columns, count, (column) => {
        const source = f.local(i32.add(from, i32.mul(column, columnBytes)));
        const target = f.local(i32.add(to, i32.mul(column, bytes)));
        f.for(0, whole, count, () => {
          const square = Array.from({ length: count }, (_, n) =>
            f.local(lanes.load(i32.add(source, i32.mul(columnBytes, n)))),
          );
          for (const [n, row] of transpose(f, lanes, square).entries()) f.store(target, row, n * stripBytes);
          f.set(source, i32.add(source, 16));
          f.set(target, i32.add(target, count * stripBytes));
        });
        f.for(whole, depth, 1, () => {
          for (let n = 0; n < count; n++)
            f.store(target, scalar.load(i32.add(source, i32.mul(columnBytes, n))), n * bytes);
          f.set(source, i32.add(source, bytes));
          f.set(target, i32.add(target, stripBytes));
        });
      });
    },
  );
}

/** The transpose of a square of lanes. */
function transpose(
  f: FunctionBuilder,
  { bytes, count }: Lanes,
  rows: readonly Local<"v128">[],
): readonly Local<"v128">[] {
  // Alternating halves of the lanes, then quarters: each step moves groups of lanes between two rows.
  const step = (from: readonly Local<"v128">[], lanes: number): readonly Local<"v128">[] =>
    from.map((row, n) => {
      const other = from[n ^ lanes] as Local<"v128">;
      const first = (n & lanes) === 0;
      const indices = Array.from({ length: count }, (_, lane) => {
        const kept = ((lane & lanes) === 0) === first;
        return kept ? lane : count + (lane ^ lanes);
      });
      return f.local(
        v128.shuffle(
          row,
          other,
          indices.flatMap((lane) => Array.from({ length: bytes }, (_, i) => lane * bytes + i)),
        ),
      );
    });
  let result = rows;
  for (let lanes = count / 2; lanes >= 1; lanes /= 2) result = step(result, lanes);
  return result;
}
