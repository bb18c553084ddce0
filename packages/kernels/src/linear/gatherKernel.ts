import type { ModuleBuilder } from "../assembler/moduleBuilder.ts";
import { f64, i32, select } from "../assembler/scalars.ts";
import {
  addEntries,
  overRows,
  overTiles,
  type PlaceForm,
  storeResults,
  sumOfEntries,
  vectorsOfOutputs,
} from "./entryKernels.ts";
import { addToSums, type StoredLanes } from "./storedLanes.ts";

/** Entries that are added up in float32 before their sum is added to one in float64. */
const entriesOfSum = 512;
/**
 * Adds two functions of compressed rows, for those from `first` up to `end`, which threads can share. The entries of a row are values, and places in a
 * table, whose rows have as many numbers as there are outputs. What is computed is the sum of values times rows of the table. Names end with the form of the places.
 *
 * - margins…(starts, values, places, table, intercept, to, first, end) adds an intercept, and writes what is computed in.
 * - sums…(starts, values, places, table, to, first, end) writes float64: of several outputs whole vectors of what is computed in.
 */
export function addGathers(module: ModuleBuilder, lanes: StoredLanes, outputs: number, form: PlaceForm): void {
  const { computed } = lanes;
  const seven = ["i32", "i32", "i32", "i32", "i32", "i32", "i32"] as const;
  module.function(
    `margins ${form}`,
    { parameters: [...seven, "i32"], export: true },
    (f, starts, values, places, table, intercept, to, first, end) => {
      const gather = { lanes, outputs, form, table };
      const bytesOfResult = outputs * computed.bytes;
      const result = f.local(i32.add(to, i32.mul(first, bytesOfResult)));
      overRows(f, gather, { starts, values, places, first, end }, (entries, left) => {
        if (outputs === 1) {
          const sum = sumOfEntries(f, gather, entries, left, computed.loadFirst(intercept));
          f.store(result, computed.sum(sum));
        } else {
          overTiles(f, computed, outputs, (vector, sums) => {
            for (const [n, sum] of sums.entries()) f.set(sum, computed.load(intercept, 16 * (vector + n)));
            addEntries(f, gather, entries, left, vector, sums);
            for (const [n, sum] of sums.entries()) storeResults(f, computed, result, vector + n, outputs, sum);
          });
        }
        f.set(result, i32.add(result, bytesOfResult));
      });
    },
  );
  module.function(
    `sums ${form}`,
    { parameters: seven, export: true },
    (f, starts, values, places, table, to, first, end) => {
      const gather = { lanes, outputs, form, table };
      const numbers = outputs === 1 ? 1 : vectorsOfOutputs(computed, outputs) * computed.count;
      const result = f.local(i32.add(to, i32.mul(first, 8 * numbers)));
      overRows(f, gather, { starts, values, places, first, end }, (entries, left) => {
        const total = f.local("f64");
        if (outputs > 1) {
          const zero = f.local("v128");
          for (let k = 0; k < numbers; k += 2) f.store(result, zero, 8 * k);
        }
        f.while(
          () => i32.gtS(left, 0),
          () => {
            const count = f.local(select(i32.ltS(left, entriesOfSum), left, i32.const(entriesOfSum)));
            f.set(left, i32.sub(left, count));
            if (outputs === 1) {
              const sum = sumOfEntries(f, gather, entries, count, computed.splat(0));
              f.set(
                total,
                f64.add(total, computed.type === "f32" ? f64.promote(computed.sum(sum)) : computed.sum(sum)),
              );
            } else {
              let behind = entries;
              overTiles(f, computed, outputs, (vector, sums) => {
                for (const sum of sums) f.set(sum, computed.splat(0));
                behind = addEntries(f, gather, entries, count, vector, sums);
                for (const [n, sum] of sums.entries()) addToSums(f, computed, result, vector + n, sum);
              });
              for (const name of ["value", "place", "at"] as const) f.set(entries[name], behind[name]);
            }
          },
        );
        if (outputs === 1) f.store(result, total);
        f.set(result, i32.add(result, 8 * numbers));
      });
    },
  );
}
