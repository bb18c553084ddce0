import { addKernel, advance, placeOf } from "../assembler/kernels.ts";
import type { Lanes } from "../assembler/lanes.ts";
import type { ModuleBuilder } from "../assembler/moduleBuilder.ts";
import { i32, i64, select } from "../assembler/scalars.ts";
import { v128 } from "../assembler/vectors.ts";
import { tileRowBytes } from "./tile.ts";
import { transposeSquare } from "./transposeSquare.ts";

/** Processors keep few pages at hand that are written to. */
const stripsAtOnce = 16;

/**
 * Adds a function that copies a matrix into strips of `width` numbers, each row by row: `(matrix, rowBytes, columns, strips, stripBytes, depth, from, to, thread)` for the
 * strips `from` up to `to`. The last strip may take some of what follows in the memory.
 */
export function addPack(module: ModuleBuilder, name: string, { bytes }: Lanes, width: number): void {
  const own = width * bytes;
  addKernel(module, name, (f, matrix, rowBytes, _, strips, stripBytes, depth, first, last) => {
    f.for(first, last, stripsAtOnce, (strip) => {
      const end = f.local(i32.add(strip, stripsAtOnce));
      f.if(i32.gtS(end, last), () => f.set(end, last));
      const source = placeOf(f, matrix, strip, own);
      const target = placeOf(f, strips, strip, stripBytes);
      f.for(0, depth, 1, () => {
        const [from, to] = [f.local(source), f.local(target)];
        f.for(strip, end, 1, () => {
          let at = 0;
          for (; at + 16 <= own; at += 16) f.store(to, v128.load(from, at), at);
          for (; at + 8 <= own; at += 8) f.store(to, i64.load(from, at), at);
          for (; at < own; at += 4) f.store(to, i32.load(from, at), at);
          advance(f, from, own);
          advance(f, to, stripBytes);
        });
        advance(f, source, rowBytes);
        advance(f, target, own);
      });
    });
  });
}

/** The same from the transpose of the matrix, into strips of a tile's columns: by squares of lanes. What is missing of the last strip is its last column again. */
export function addPackTransposed(module: ModuleBuilder, lanes: Lanes): void {
  const { bytes, count, scalar } = lanes;
  const width = tileRowBytes / bytes;
  addKernel(module, "packTransposed", (f, matrix, rowBytes, columns, strips, stripBytes, depth, first, last) => {
    const whole = f.local(i32.and(depth, -count));
    f.for(first, last, 1, (strip) => {
      const start = placeOf(f, strips, strip, stripBytes);
      for (let square = 0; square < tileRowBytes / 16; square++) {
        const rows = Array.from({ length: count }, (_, n) => {
          const wanted = f.local(i32.add(i32.mul(strip, width), square * count + n));
          const most = f.local(i32.sub(columns, 1));
          return placeOf(f, matrix, select(i32.ltS(wanted, most), wanted, most), rowBytes);
        });
        const to = f.local(i32.add(start, 16 * square));
        const goOn = (steps: number): void => {
          for (const row of rows) advance(f, row, steps * bytes);
          advance(f, to, steps * tileRowBytes);
        };
        f.for(0, whole, count, () => {
          const vectors = rows.map((row) => f.local(lanes.load(row)));
          for (const [n, own] of transposeSquare(f, lanes, vectors).entries()) f.store(to, own, n * tileRowBytes);
          goOn(count);
        });
        f.for(whole, depth, 1, () => {
          for (const [n, row] of rows.entries()) f.store(to, scalar.load(row), n * bytes);
          goOn(1);
        });
      }
    });
  });
}

/** Adds a function that multiplies each row of strips by a number: `(strips, stripBytes, depth, weights, from, to, thread)`. */
export function addWeighStrips(module: ModuleBuilder, lanes: Lanes): void {
  addKernel(module, "weighStrips", (f, strips, stripBytes, depth, weights, first, last) => {
    f.for(first, last, 1, (strip) => {
      const row = placeOf(f, strips, strip, stripBytes);
      const weight = f.local(weights);
      f.for(0, depth, 1, () => {
        const factor = f.local(lanes.loadSplat(weight));
        for (let at = 0; at < tileRowBytes; at += 16) f.store(row, lanes.mul(factor, lanes.load(row, at)), at);
        advance(f, row, tileRowBytes);
        advance(f, weight, lanes.bytes);
      });
    });
  });
}
