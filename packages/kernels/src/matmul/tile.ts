import { advance, placeOf } from "../assembler/kernels.ts";
import type { FunctionBuilder } from "../assembler/functionBuilder.ts";
import type { Lanes } from "../assembler/lanes.ts";
import { i32 } from "../assembler/scalars.ts";
import type { Local, Operand, Value } from "../assembler/value.ts";
import { transposeSquare } from "./transposeSquare.ts";

/** Vectors of columns that a tile has, and their bytes. */
const tileVectors = 2;
export const tileRowBytes = 16 * tileVectors;

type Address = Local<"i32">;

/** The sums of a tile: rows of vectors. */
export type Sums = readonly (readonly Local<"v128">[])[];

/** What a tile is the product of: a strip of A, `row` bytes from row to row and `step` along the sums; and one of B, its columns side by side. */
export interface Strips {
  readonly a: Address;
  readonly aRow: Address;
  readonly aStep: Address;
  readonly b: Address;
  readonly depth: Address;
}

/**
 * The product of two strips, in registers. x86 has 16 of them for vectors, of which V8 keeps one: 6 rows of 2 sums, 2 operands and a factor fill them. Each sum begins with 0
 * and goes along in order.
 */
export function multiplyTile(f: FunctionBuilder, lanes: Lanes, height: number, strips: Strips): Sums {
  const { a, aRow, aStep, b, depth } = strips;
  const sums = Array.from({ length: height }, () => Array.from({ length: tileVectors }, () => f.local("v128")));
  // A pointer for each row, so that A is read as it lies.
  const factors = [f.local(a)];
  while (factors.length < height) factors.push(f.local(i32.add(factors.at(-1) as Address, aRow)));
  const row = f.local(b);
  const end = placeOf(f, b, depth, tileRowBytes);
  f.while(
    () => i32.ltU(row, end),
    () => {
      const columns = Array.from({ length: tileVectors }, (_, n) => f.local(lanes.load(row, 16 * n)));
      for (const [r, own] of sums.entries()) {
        const factor = f.local(lanes.loadSplat(factors[r] as Address));
        for (const [n, sum] of own.entries()) f.set(sum, lanes.multiplyAdd(factor, columns[n] as Value<"v128">, sum));
      }
      for (const factor of factors) advance(f, factor, aStep);
      advance(f, row, tileRowBytes);
    },
  );
  return sums;
}

/** Puts a tile where its rows are `stride` bytes apart, or adds it to what stands there. */
export function storeRows(
  f: FunctionBuilder,
  lanes: Lanes,
  sums: Sums,
  at: Address,
  stride: Operand<"i32">,
  adds: boolean,
): void {
  const to = f.local(at);
  for (const row of sums) {
    for (const [n, sum] of row.entries()) f.store(to, adds ? lanes.add(lanes.load(to, 16 * n), sum) : sum, 16 * n);
    advance(f, to, stride);
  }
}

/** The same where its columns lie `stride` bytes apart, and the numbers of one side by side. */
export function storeColumns(
  f: FunctionBuilder,
  lanes: Lanes,
  sums: Sums,
  at: Address,
  stride: Address,
  adds: boolean,
): void {
  const whole = sums.length - (sums.length % lanes.count);
  const to = f.local(at);
  for (let n = 0; n < tileVectors; n++) {
    const vectors = sums.map((row) => row[n] as Local<"v128">);
    const squares = Array.from({ length: whole / lanes.count }, (_, i) =>
      transposeSquare(f, lanes, vectors.slice(i * lanes.count, (i + 1) * lanes.count)),
    );
    for (let column = 0; column < lanes.count; column++) {
      for (const [i, square] of squares.entries()) {
        const own = square[column] as Local<"v128">;
        f.store(to, adds ? lanes.add(lanes.load(to, 16 * i), own) : own, 16 * i);
      }
      for (let row = whole; row < sums.length; row++) {
        const own = vectors[row] as Local<"v128">;
        const sum = adds ? lanes.add(lanes.loadSplat(to, row * lanes.bytes), own) : own;
        f.store(to, lanes.extract(sum, column), row * lanes.bytes);
      }
      advance(f, to, stride);
    }
  }
}
