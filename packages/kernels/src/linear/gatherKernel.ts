import type { FunctionBuilder } from "../assembler/functionBuilder.ts";
import { f32x4, f64x2, type Lanes } from "../assembler/lanes.ts";
import type { ModuleBuilder } from "../assembler/moduleBuilder.ts";
import { f64, i32, select } from "../assembler/scalars.ts";
import type { Local, Value } from "../assembler/value.ts";
import { addToSums, bytesOfVector, loadStored, type StoredLanes } from "./storedLanes.ts";

/** Entries that are added up in float32 before their sum is added to one in float64. */
const entriesOfSum = 512;
/** Entries of one output that are taken at once. */
const entriesOfStep = 4;
/** Vectors of outputs whose sums fit into the registers. */
const mostVectors = 8;

/** What of a compressed matrix a row has: its entries are values and places in a table. */
interface Entries {
  readonly value: Local<"i32">;
  readonly place: Local<"i32">;
  readonly table: Local<"i32">;
}

/** How many vectors the outputs take. */
export const vectorsOfOutputs = ({ count }: Lanes, outputs: number): number => Math.ceil(outputs / count);

/**
 * Adds two functions of compressed rows, for those from `first` up to `end`, which threads can share. The entries of a row are values, and the bytes from
 * the start of a table to a row of it, as many numbers as there are outputs. What is computed is the sum of values times rows of the table.
 *
 * - gatherMargins(starts, values, places, table, intercept, to, first, end) adds an intercept, and writes what is computed in.
 * - gatherSums(starts, values, places, table, to, first, end) writes float64: of several outputs whole vectors of what is computed in.
 */
export function addGathers(module: ModuleBuilder, lanes: StoredLanes, outputs: number): void {
  const { computed } = lanes;
  const seven = ["i32", "i32", "i32", "i32", "i32", "i32", "i32"] as const;
  module.function(
    "gatherMargins",
    { parameters: [...seven, "i32"], export: true },
    (f, starts, values, places, table, intercept, to, first, end) => {
      const bytesOfResult = outputs * computed.bytes;
      const result = f.local(i32.add(to, i32.mul(first, bytesOfResult)));
      overRows(f, lanes, { starts, values, places, table, first, end }, (entries, left) => {
        if (outputs === 1) {
          const sum = sumOfEntries(f, lanes, entries, left, computed.loadFirst(intercept));
          f.store(result, computed.sum(sum));
        } else {
          overTiles(f, computed, outputs, (vector, sums) => {
            for (const [n, sum] of sums.entries()) f.set(sum, computed.load(intercept, 16 * (vector + n)));
            addEntries(f, lanes, entries, left, vector, sums);
            for (const [n, sum] of sums.entries()) storeResults(f, computed, result, vector + n, outputs, sum);
          });
        }
        f.set(result, i32.add(result, bytesOfResult));
      });
    },
  );
  module.function(
    "gatherSums",
    { parameters: seven, export: true },
    (f, starts, values, places, table, to, first, end) => {
      const numbers = outputs === 1 ? 1 : vectorsOfOutputs(computed, outputs) * computed.count;
      const result = f.local(i32.add(to, i32.mul(first, 8 * numbers)));
      overRows(f, lanes, { starts, values, places, table, first, end }, (entries, left) => {
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
              const sum = sumOfEntries(f, lanes, entries, count, computed.splat(0));
              f.set(
                total,
                f64.add(total, computed.type === "f32" ? f64.promote(computed.sum(sum)) : computed.sum(sum)),
              );
            } else {
              overTiles(f, computed, outputs, (vector, sums) => {
                for (const sum of sums) f.set(sum, computed.splat(0));
                addEntries(f, lanes, entries, count, vector, sums);
                for (const [n, sum] of sums.entries()) addToSums(f, computed, result, vector + n, sum);
              });
              f.set(entries.value, i32.add(entries.value, i32.mul(count, lanes.stored.bytes)));
              f.set(entries.place, i32.add(entries.place, i32.mul(count, 4)));
            }
          },
        );
        if (outputs === 1) f.store(result, total);
        f.set(result, i32.add(result, 8 * numbers));
      });
    },
  );
}

interface Rows {
  readonly starts: Local<"i32">;
  readonly first: Local<"i32">;
  readonly end: Local<"i32">;
  readonly values: Local<"i32">;
  readonly places: Local<"i32">;
  readonly table: Local<"i32">;
}

function overRows(
  f: FunctionBuilder,
  { stored }: StoredLanes,
  { starts, values, places, table, first, end }: Rows,
  body: (entries: Entries, left: Local<"i32">) => void,
): void {
  const start = f.local(i32.add(starts, i32.mul(first, 4)));
  f.for(first, end, 1, () => {
    const entry = f.local(i32.load(start));
    const left = f.local(i32.sub(i32.load(start, 4), entry));
    const value = f.local(i32.add(values, i32.mul(entry, stored.bytes)));
    const place = f.local(i32.add(places, i32.mul(entry, 4)));
    body({ value, place, table }, left);
    f.set(start, i32.add(start, 4));
  });
}

/** Vectors of outputs, some at a time. */
function overTiles(
  f: FunctionBuilder,
  computed: Lanes,
  outputs: number,
  body: (first: number, sums: readonly Local<"v128">[]) => void,
): void {
  const vectors = vectorsOfOutputs(computed, outputs);
  const each = Math.ceil(vectors / Math.ceil(vectors / mostVectors));
  for (let first = 0; first < vectors; first += each) {
    body(
      first,
      Array.from({ length: Math.min(each, vectors - first) }, () => f.local("v128")),
    );
  }
}

/** Adds `count` entries to sums of several outputs, an entry at a time. */
function addEntries(
  f: FunctionBuilder,
  { stored, computed }: StoredLanes,
  entries: Entries,
  count: Local<"i32">,
  first: number,
  sums: readonly Local<"v128">[],
): void {
  // Each tile of outputs begins anew.
  const [value, place] = [f.local(entries.value), f.local(entries.place)];
  const { table } = entries;
  f.for(0, count, 1, () => {
    const factor = f.local(stored === computed ? computed.loadSplat(value) : f64x2.promoteLow(f32x4.loadSplat(value)));
    const row = f.local(i32.add(table, i32.load(place)));
    for (const [n, sum] of sums.entries())
      f.set(sum, computed.multiplyAdd(factor, computed.load(row, 16 * (first + n)), sum));
    f.set(value, i32.add(value, stored.bytes));
    f.set(place, i32.add(place, 4));
  });
}

/** Adds `left` entries of one output to the lanes of a vector, and leaves them behind. */
function sumOfEntries(
  f: FunctionBuilder,
  lanes: StoredLanes,
  { value, place, table }: Entries,
  left: Local<"i32">,
  start: Value<"v128">,
): Local<"v128"> {
  const { stored, computed } = lanes;
  const at = (n: number): Value<"i32"> => i32.add(table, i32.load(place, 4 * n));
  const advance = (count: number): void => {
    f.set(value, i32.add(value, count * stored.bytes));
    f.set(place, i32.add(place, count * 4));
    f.set(left, i32.sub(left, count));
  };
  const first = f.local(start);
  const sums = [first, ...Array.from({ length: entriesOfStep / computed.count - 1 }, () => f.local("v128"))];
  f.while(
    () => i32.geS(left, entriesOfStep),
    () => {
      for (const [n, sum] of sums.entries()) {
        const entry = n * computed.count;
        let gathered = computed.loadFirst(at(entry));
        for (let lane = 1; lane < computed.count; lane++)
          gathered = computed.loadLane(gathered, lane, at(entry + lane));
        f.set(sum, computed.multiplyAdd(loadStored(lanes, value, n * bytesOfVector(lanes)), gathered, sum));
      }
      advance(entriesOfStep);
    },
  );
  f.while(
    () => i32.gtS(left, 0),
    () => {
      const number = stored === computed ? computed.loadFirst(value) : f64x2.promoteLow(f32x4.loadFirst(value));
      f.set(first, computed.multiplyAdd(number, computed.loadFirst(at(0)), first));
      advance(1);
    },
  );
  for (const sum of sums.slice(1)) f.set(first, computed.add(first, sum));
  return first;
}

/** Stores a vector of results, or what there is of it. */
function storeResults(
  f: FunctionBuilder,
  computed: Lanes,
  at: Local<"i32">,
  vector: number,
  outputs: number,
  results: Local<"v128">,
): void {
  const left = outputs - vector * computed.count;
  if (left >= computed.count) f.store(at, results, 16 * vector);
  else
    for (let lane = 0; lane < left; lane++)
      f.store(at, computed.extract(results, lane), 16 * vector + lane * computed.bytes);
}
