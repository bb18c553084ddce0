import { addKernel } from "../assembler/kernels.ts";
import type { FunctionBuilder } from "../assembler/functionBuilder.ts";
import type { ModuleBuilder } from "../assembler/moduleBuilder.ts";
import { f32, f64, i32 } from "../assembler/scalars.ts";
import type { Local, Value } from "../assembler/value.ts";
import {
  addEntries,
  type Gather,
  overRows,
  overTiles,
  type PlaceForm,
  someOf,
  storeResults,
  sumsOfEntries,
  vectorsOfOutputs,
} from "./entryKernels.ts";
import { addToSums, type StoredLanes } from "./storedLanes.ts";

/** Entries that are added up in what is computed in before their sum is added to one in float64. */
const entriesOfSum = 512;
/** Rows of one output that are added up abreast. */
const abreast = 4;

/** How many float64 sums there are for a row: of several outputs whole vectors of what is computed in. */
export const sumsOfRow = ({ computed }: StoredLanes, outputs: number): number =>
  outputs === 1 ? 1 : vectorsOfOutputs(computed, outputs) * computed.count;

/**
 * Adds a function of compressed rows, for those from `first` up to `end`, which threads can share. The entries of a row are values, and places in a
 * table, whose rows have as many numbers as there are outputs. What is computed is the sum of values times rows of the table.
 *
 * - margins(starts, values, places, table, intercept, to, first, end) adds an intercept, and writes what is computed in.
 */
export function addMarginGather(module: ModuleBuilder, lanes: StoredLanes, outputs: number, form: PlaceForm): void {
  const { computed } = lanes;
  addKernel(module, "margins", (f, starts, values, places, table, intercept, to, first, end) => {
    const gather = { lanes, outputs, form, starts, values, places, table };
    const range = { first, end, to, bytes: outputs * computed.bytes };
    if (outputs === 1) {
      sumRows(f, gather, range, (total) =>
        computed.type === "f32" ? f32.add(f32.demote(total), f32.load(intercept)) : f64.add(total, f64.load(intercept)),
      );
      return;
    }
    overRows(f, gather, { ...range, abreast: 1 }, ([row]) => {
      const { entries, result } = row as NonNullable<typeof row>;
      overTiles(f, computed, outputs, (vector, sums) => {
        for (const [n, sum] of sums.entries()) f.set(sum, computed.load(intercept, 16 * (vector + n)));
        addEntries(f, gather, entries, vector, sums);
        for (const [n, sum] of sums.entries()) storeResults(f, computed, result, vector + n, outputs, sum);
      });
    });
  });
}

/** The same as sums(starts, values, places, table, to, first, end), which writes float64. */
export function addSumGather(module: ModuleBuilder, lanes: StoredLanes, outputs: number, form: PlaceForm): void {
  const { computed } = lanes;
  addKernel(module, "sums", (f, starts, values, places, table, to, first, end) => {
    const gather = { lanes, outputs, form, starts, values, places, table };
    const numbers = sumsOfRow(lanes, outputs);
    const range = { first, end, to, bytes: 8 * numbers };
    if (outputs === 1) return sumRows(f, gather, range, (total) => total);
    overRows(f, gather, { ...range, abreast: 1 }, ([row]) => {
      const { entries, result } = row as NonNullable<typeof row>;
      const zero = f.local("v128");
      for (let k = 0; k < numbers; k += 2) f.store(result, zero, 8 * k);
      f.while(
        () => i32.gtS(entries.left, 0),
        () => {
          const some = someOf(f, entries, entriesOfSum);
          let behind = some;
          overTiles(f, computed, outputs, (vector, sums) => {
            for (const sum of sums) f.set(sum, computed.splat(0));
            behind = addEntries(f, gather, some, vector, sums);
            for (const [n, sum] of sums.entries()) addToSums(f, computed, result, vector + n, sum);
          });
          for (const name of ["value", "place", "at"] as const) f.set(entries[name], behind[name]);
        },
      );
    });
  });
}

/** Of one output: writes what becomes of the sum of each row. */
function sumRows(
  f: FunctionBuilder,
  gather: Gather,
  range: Omit<Parameters<typeof overRows>[2], "abreast">,
  make: (total: Local<"f64">) => Value,
): void {
  const { computed } = gather.lanes;
  overRows(f, gather, { ...range, abreast }, (rows) => {
    const totals = rows.map(() => f.local("f64"));
    f.while(
      () =>
        i32.gtS(
          rows.map(({ entries }): Value<"i32"> => entries.left).reduce((all, left) => i32.or(all, left)),
          0,
        ),
      () => {
        const some = rows.map(({ entries }) => someOf(f, entries, entriesOfSum));
        for (const [n, sum] of sumsOfEntries(f, gather, some).entries()) {
          const total = totals[n] as Local<"f64">;
          const all = computed.type === "f32" ? f64.promote(computed.sum(sum)) : computed.sum(sum);
          f.set(total, f64.add(total, all));
        }
      },
    );
    for (const [n, { result }] of rows.entries()) f.store(result, make(totals[n] as Local<"f64">));
  });
}
