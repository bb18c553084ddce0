import { addKernel, advance, placeOf } from "../assembler/kernels.ts";
import type { FunctionBuilder } from "../assembler/functionBuilder.ts";
import type { Lanes } from "../assembler/lanes.ts";
import type { ModuleBuilder } from "../assembler/moduleBuilder.ts";
import { i32 } from "../assembler/scalars.ts";
import type { Local, Value } from "../assembler/value.ts";
import { bytesOfVector, loadStored, type StoredLanes } from "./storedLanes.ts";

/** So many rows at once for so many outputs: their sums, and what is on its way, fit into the 15 vector registers that there are. */
const rowsOfTile = [0, 4, 4, 3, 2, 2] as const;
const mostOutputs = rowsOfTile.length - 1;
/** Of one output, each row has two sums: one addition takes longer than what it adds takes to come. */
const sumsOfRow = (outputs: number): number => (outputs === 1 ? 2 : 1);

/** Outputs of a tile: as even as they go into tiles. */
export const outputsOfTile = (outputs: number): number => Math.ceil(outputs / Math.ceil(outputs / mostOutputs));

/** The bytes of a row of numbers of what is computed in, which is padded to whole vectors. */
export const bytesOfPadded = ({ count, bytes }: Lanes, width: Local<"i32">): Value<"i32"> =>
  i32.mul(i32.and(i32.add(width, count - 1), -count), bytes);

/**
 * Adds the function margins(x, bytesOfRow, width, weights, intercept, to, first, end): to[i, k] = intercept[k] + Σ_j x[i, j]·weights[k, j] for the rows from `first`
 * up to `end`. Rows of weights are padded to whole vectors. A row's sum has the same order wherever the row stands.
 */
export function addMargins(module: ModuleBuilder, lanes: StoredLanes, outputs: number): void {
  const { computed } = lanes;
  addKernel(module, "margins", (f, x, bytesOfRow, width, weights, intercept, to, first, end) => {
    const bytesOfResult = outputs * computed.bytes;
    const bytesOfWeights = f.local(bytesOfPadded(computed, width));
    const places = { bytesOfRow, width, bytesOfWeights, intercept, bytesOfResult };
    advance(f, x, i32.mul(first, bytesOfRow));
    advance(f, to, i32.mul(first, bytesOfResult));
    const rows = f.local(i32.sub(end, first));
    const each = outputsOfTile(outputs);
    const columnOfTiles = (count: number): void => {
      const [row, result, done] = [f.local(x), f.local(to), f.local("i32")];
      const height = rowsOfTile[count] ?? 1;
      const parts = f.local(i32.divU(rows, height));
      const over = (end: Local<"i32">, rowsAtOnce: number): void => {
        const tile = { ...places, row, weights, result, between: parts, height: rowsAtOnce, outputs: count };
        f.for(done, end, 1, () => {
          multiplyTile(f, lanes, tile);
          advance(f, row, bytesOfRow);
          advance(f, result, bytesOfResult);
        });
      };
      over(parts, height);
      f.set(done, i32.mul(parts, height));
      f.set(row, i32.add(x, i32.mul(done, bytesOfRow)));
      f.set(result, i32.add(to, i32.mul(done, bytesOfResult)));
      over(rows, 1);
    };
    f.for(0, outputs - (outputs % each), each, () => {
      columnOfTiles(each);
      advance(f, weights, i32.mul(bytesOfWeights, each));
      advance(f, intercept, each * computed.bytes);
      advance(f, to, each * computed.bytes);
    });
    if (outputs % each > 0) columnOfTiles(outputs % each);
  });
}

interface Tile {
  readonly row: Local<"i32">;
  readonly bytesOfRow: Local<"i32">;
  readonly width: Local<"i32">;
  readonly weights: Local<"i32">;
  readonly bytesOfWeights: Local<"i32">;
  readonly intercept: Local<"i32">;
  readonly result: Local<"i32">;
  readonly bytesOfResult: number;
  /** How many rows, and how far apart: each from a part of the block of its own, since a stream that is read alone waits at each end of a page. */
  readonly height: number;
  readonly between: Local<"i32">;
  readonly outputs: number;
}

/** Some rows by some outputs. */
function multiplyTile(f: FunctionBuilder, lanes: StoredLanes, tile: Tile): void {
  const { computed } = lanes;
  const along = (start: Local<"i32">, bytes: Local<"i32">, count: number): readonly Local<"i32">[] =>
    Array.from({ length: count }, (_, n) => placeOf(f, start, bytes, n));
  const rows = along(tile.row, f.local(i32.mul(tile.between, tile.bytesOfRow)), tile.height);
  const results = along(tile.result, f.local(i32.mul(tile.between, tile.bytesOfResult)), tile.height);
  const weights = along(tile.weights, tile.bytesOfWeights, tile.outputs);
  const depth = sumsOfRow(tile.outputs);
  const sums = rows.map(() => weights.map(() => Array.from({ length: depth }, () => f.local("v128"))));

  const step = (vectors: number, mask?: Local<"v128">): void => {
    for (let n = 0; n < vectors; n++) {
      const numbers = rows.map((row) => loadStored(lanes, row, n * bytesOfVector(lanes), mask));
      // What is used more than once is kept.
      const kept = tile.outputs === 1 ? numbers : numbers.map((each) => f.local(each));
      for (const [k, own] of weights.entries()) {
        const weight = f.local(computed.load(own, n * 16));
        for (const [i, number] of kept.entries()) {
          const sum = (sums[i]?.[k]?.[n] ?? sums[i]?.[k]?.[0]) as Local<"v128">;
          f.set(sum, computed.multiplyAdd(number, weight, sum));
        }
      }
    }
  };
  const left = f.local(tile.width);
  for (const vectors of new Set([depth, 1])) {
    f.while(
      () => i32.geS(left, vectors * computed.count),
      () => {
        step(vectors);
        for (const row of rows) advance(f, row, vectors * bytesOfVector(lanes));
        for (const own of weights) advance(f, own, vectors * 16);
        f.set(left, i32.sub(left, vectors * computed.count));
      },
    );
  }
  f.if(left, () => step(1, f.local(computed.firstLanes(left))));

  for (const [i, row] of sums.entries()) {
    for (const [k, [first, ...rest]] of row.entries()) {
      const total = f.local(rest.reduce<Value<"v128">>((sum, each) => computed.add(sum, each), first as Value<"v128">));
      const place = k * computed.bytes;
      f.store(results[i] as Local<"i32">, addScalars(computed, total, tile.intercept, place), place);
    }
  }
}

/** Lanes of a vector added up, and a number from memory. */
function addScalars(computed: StoredLanes["computed"], total: Local<"v128">, at: Local<"i32">, offset: number): Value {
  // Of both types the same: TypeScript sees two.
  return computed.type === "f32"
    ? computed.scalar.add(computed.sum(total), computed.scalar.load(at, offset))
    : computed.scalar.add(computed.sum(total), computed.scalar.load(at, offset));
}
