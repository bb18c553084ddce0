import type { FunctionBuilder } from "../assembler/functionBuilder.ts";
import type { Lanes } from "../assembler/lanes.ts";
import { ModuleBuilder } from "../assembler/moduleBuilder.ts";
import { i32 } from "../assembler/scalars.ts";
import type { Local, Value } from "../assembler/value.ts";
import { vectorConstant } from "../assembler/vectors.ts";

/** Rows of a tile: with two vectors of columns its sums fill 12 of the 16 registers of x86. */
export const tileRows = 6;
const tileVectors = 2;
/** Rows of a block of A, a multiple of the tile's. */
export const blockRows = 96;
/** Depth of a block: a strip of B as deep stays in the first cache. */
export const blockDepth = 256;

export const tileColumns = ({ count }: Lanes): number => tileVectors * count;

type Address = Local<"i32">;

/**
 * The kernels of the matrix product. B lies in strips of a tile's width, a block of A as its rows or as its columns; a row of either block has a
 * fixed length, so that a tile is addressed from one pointer. What pads A and B to whole tiles is never looked at.
 */
export function matmulModule(lanes: Lanes, relaxed: boolean): Uint8Array {
  const module = new ModuleBuilder({ relaxed, memory: {} });
  for (const transposed of [false, true]) {
    const name = transposed ? "multiplyColumns" : "multiplyRows";
    const parameters = ["i32", "i32", "i32", "i32", "i32", "i32", "i32", "i32"] as const;
    module.function(name, { parameters, export: true }, (f, a, b, c, rows, columns, depth, stripBytes, cBytes) => {
      const bStrip = f.local(b);
      f.for(0, columns, tileColumns(lanes), (column) => {
        const aStrip = f.local(a);
        const tile = f.local(i32.add(c, i32.mul(column, lanes.bytes)));
        f.for(0, rows, tileRows, () => {
          multiplyTile(f, lanes, { a: aStrip, b: bStrip, c: tile, depth, cBytes, transposed });
          f.set(aStrip, i32.add(aStrip, lanes.bytes * tileRows * (transposed ? 1 : blockDepth)));
          f.set(tile, i32.add(tile, i32.mul(cBytes, tileRows)));
        });
        f.set(bStrip, i32.add(bStrip, stripBytes));
      });
    });
  }
  packRows(module, lanes);
  packColumns(module, lanes);
  return module.bytes();
}

interface Tile {
  readonly a: Address;
  readonly b: Address;
  readonly c: Address;
  readonly depth: Address;
  /** Of a row of C. */
  readonly cBytes: Address;
  readonly transposed: boolean;
}

/** Adds the product of a strip of A and a strip of B to a tile of C. */
function multiplyTile(f: FunctionBuilder, lanes: Lanes, { a, b, c, depth, cBytes, transposed }: Tile): void {
  const { bytes } = lanes;
  const rowBytes = transposed ? bytes : bytes * blockDepth;
  const stepBytes = transposed ? bytes * blockRows : bytes;
  const rows = Array.from({ length: tileRows }, (_, row) => row);
  const sums = rows.map(() => Array.from({ length: tileVectors }, () => f.local(vectorConstant(new Uint8Array(16)))));
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
  const to = f.local(c);
  for (const row of sums) {
    for (const [n, sum] of row.entries()) f.store(to, lanes.add(lanes.load(to, 16 * n), sum), 16 * n);
    f.set(to, i32.add(to, cBytes));
  }
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

/** Columns of B, `depth` long and one behind the other, into one strip. */
function packColumns(module: ModuleBuilder, lanes: Lanes): void {
  const { bytes, scalar } = lanes;
  module.function(
    "packColumns",
    { parameters: ["i32", "i32", "i32", "i32"], export: true },
    (f, from, to, columns, depth) => {
      const source = f.local(from);
      f.for(0, columns, 1, (column) => {
        const target = f.local(i32.add(to, i32.mul(column, bytes)));
        f.for(0, depth, 1, () => {
          f.store(target, scalar.load(source));
          f.set(source, i32.add(source, bytes));
          f.set(target, i32.add(target, 16 * tileVectors));
        });
      });
    },
  );
}
