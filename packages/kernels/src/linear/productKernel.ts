import { addKernel, advance } from "../assembler/kernels.ts";
import type { FunctionBuilder } from "../assembler/functionBuilder.ts";
import type { ModuleBuilder } from "../assembler/moduleBuilder.ts";
import { i32 } from "../assembler/scalars.ts";
import type { Local } from "../assembler/value.ts";
import { bytesOfPadded, outputsOfTile } from "./marginKernel.ts";
import { addToSums, bytesOfVector, loadStored, type StoredLanes } from "./storedLanes.ts";
import { slotOf } from "./totalKernel.ts";

/** So many vectors of columns at once for so many outputs: their sums fit into the vector registers, with a vector of columns and factors. */
const vectorsOfTile = [0, 9, 4, 3, 2, 2] as const;

/**
 * Adds the function products(x, bytesOfRow, width, factors, slots, bytesOfSlot, rowsOfSlot, first, end): sums[k, j] += Σ_i factors[i, k]·x[i, j] over the rows from `first`
 * up to `end`, in order and in what is computed in, then to the float64 sums of their slot. Rows of sums are padded to whole vectors.
 */
export function addProducts(module: ModuleBuilder, lanes: StoredLanes, outputs: number): void {
  addKernel(module, "products", (f, x, bytesOfRow, width, factors, slots, bytesOfSlot, rowsOfSlot, first, end) => {
    const bytesOfFactors = outputs * lanes.computed.bytes;
    const bytesOfSums = f.local(i32.mul(bytesOfPadded(lanes.computed, width), 8 / lanes.computed.bytes));
    const sums = f.local(slotOf(slots, first, rowsOfSlot, bytesOfSlot));
    advance(f, x, i32.mul(first, bytesOfRow));
    advance(f, factors, i32.mul(first, bytesOfFactors));
    const rows = f.local(i32.sub(end, first));
    const each = outputsOfTile(outputs);
    const vectors = vectorsOfTile[each] ?? 1;
    const strip = (count: number, mask?: Local<"v128">): void => {
      const sum = f.local(sums);
      const factor = f.local(factors);
      const tile = { x, bytesOfRow, rows, bytesOfFactors, bytesOfSums, factor, sum };
      f.for(0, outputs - (outputs % each), each, () => {
        multiplyTile(f, lanes, { ...tile, vectors: count, outputs: each, mask });
        advance(f, factor, each * lanes.computed.bytes);
        advance(f, sum, i32.mul(bytesOfSums, each));
      });
      if (outputs % each > 0) multiplyTile(f, lanes, { ...tile, vectors: count, outputs: outputs % each, mask });
    };
    const columns = vectors * lanes.computed.count;
    // The last strip is never empty, and its last vector may be a part of one.
    f.while(
      () => i32.gtS(width, columns),
      () => {
        strip(vectors);
        advance(f, x, vectors * bytesOfVector(lanes));
        advance(f, sums, columns * 8);
        f.set(width, i32.sub(width, columns));
      },
    );
    for (let count = 1; count <= vectors; count++) {
      const before = (count - 1) * lanes.computed.count;
      f.if(i32.and(i32.gtS(width, before), i32.leS(width, before + lanes.computed.count)), () =>
        strip(count, f.local(lanes.computed.firstLanes(i32.sub(width, before)))),
      );
    }
  });
}

interface Tile {
  readonly x: Local<"i32">;
  readonly bytesOfRow: Local<"i32">;
  readonly rows: Local<"i32">;
  readonly factor: Local<"i32">;
  readonly bytesOfFactors: number;
  readonly sum: Local<"i32">;
  readonly bytesOfSums: Local<"i32">;
  readonly vectors: number;
  readonly outputs: number;
  /** Of the last vector. */
  readonly mask: Local<"v128"> | undefined;
}

/** Some columns by some outputs, over all rows. */
function multiplyTile(f: FunctionBuilder, lanes: StoredLanes, tile: Tile): void {
  const { computed } = lanes;
  const { vectors, outputs, mask } = tile;
  const totals = Array.from({ length: outputs }, () => Array.from({ length: vectors }, () => f.local("v128")));
  const row = f.local(tile.x);
  const factor = f.local(tile.factor);
  f.for(0, tile.rows, 1, () => {
    const load = (n: number) => loadStored(lanes, row, n * bytesOfVector(lanes), n === vectors - 1 ? mask : undefined);
    // With one output each vector is used once; else all are kept.
    const kept = outputs === 1 ? [] : Array.from({ length: vectors }, (_, n) => f.local(load(n)));
    for (const [k, own] of totals.entries()) {
      const scale = f.local(computed.loadSplat(factor, k * computed.bytes));
      for (const [n, total] of own.entries()) f.set(total, computed.multiplyAdd(kept[n] ?? load(n), scale, total));
    }
    advance(f, row, tile.bytesOfRow);
    advance(f, factor, tile.bytesOfFactors);
  });
  const sum = f.local(tile.sum);
  for (const own of totals) {
    for (const [n, total] of own.entries()) addToSums(f, computed, sum, n, total);
    advance(f, sum, tile.bytesOfSums);
  }
}
