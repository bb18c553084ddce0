import type { FunctionBuilder } from "../assembler/functionBuilder.ts";
import { f32x4, f64x2, type Lanes } from "../assembler/lanes.ts";
import { i32 } from "../assembler/scalars.ts";
import type { Local, Value } from "../assembler/value.ts";
import { bytesOfVector, loadStored, type StoredLanes } from "./storedLanes.ts";

/** Entries of one output that are taken at once. */
const entriesOfStep = 4;
/** Vectors of outputs whose sums fit into the registers. */
const mostVectors = 8;

/** How the places of entries are kept: as numbers of 32 bits or, where they are in order and near enough, as steps of 16 bits from one to the next. */
export const placeForms = { wide: 4, narrow: 2 } as const;
export type PlaceForm = keyof typeof placeForms;

/** On the way along a row: addresses of the next value, of its place, and of the row of the table that the last place was of. */
export interface Entries {
  readonly value: Local<"i32">;
  readonly place: Local<"i32">;
  readonly at: Local<"i32">;
}

/** What the functions are of. */
export interface Gather {
  readonly lanes: StoredLanes;
  readonly outputs: number;
  readonly form: PlaceForm;
  readonly table: Local<"i32">;
}

/** How many vectors the outputs take. */
export const vectorsOfOutputs = ({ count }: Lanes, outputs: number): number => Math.ceil(outputs / count);

/** Goes to the table row of the entry that is n places on. */
function go(f: FunctionBuilder, { lanes, outputs, form, table }: Gather, { place, at }: Entries, n: number): void {
  const bytesOfRow = outputs * lanes.computed.bytes;
  const [from, step] = form === "wide" ? [table, i32.load(place, 4 * n)] : [at, i32.load16U(place, 2 * n)];
  f.set(at, i32.add(from, i32.mul(step, bytesOfRow)));
}

function advance(f: FunctionBuilder, { lanes, form }: Gather, { value, place }: Entries, count: number): void {
  f.set(value, i32.add(value, count * lanes.stored.bytes));
  f.set(place, i32.add(place, count * placeForms[form]));
}

interface Rows {
  readonly starts: Local<"i32">;
  readonly first: Local<"i32">;
  readonly end: Local<"i32">;
  readonly values: Local<"i32">;
  readonly places: Local<"i32">;
}

export function overRows(
  f: FunctionBuilder,
  { lanes: { stored }, form, table }: Gather,
  { starts, values, places, first, end }: Rows,
  body: (entries: Entries, left: Local<"i32">) => void,
): void {
  const start = f.local(i32.add(starts, i32.mul(first, 4)));
  f.for(first, end, 1, () => {
    const entry = f.local(i32.load(start));
    const left = f.local(i32.sub(i32.load(start, 4), entry));
    const value = f.local(i32.add(values, i32.mul(entry, stored.bytes)));
    const place = f.local(i32.add(places, i32.mul(entry, placeForms[form])));
    body({ value, place, at: f.local(table) }, left);
    f.set(start, i32.add(start, 4));
  });
}

/** Vectors of outputs, some at a time. */
export function overTiles(
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

/** Adds `count` entries to sums of several outputs, an entry at a time; where that ends. */
export function addEntries(
  f: FunctionBuilder,
  gather: Gather,
  start: Entries,
  count: Local<"i32">,
  first: number,
  sums: readonly Local<"v128">[],
): Entries {
  const { stored, computed } = gather.lanes;
  // Each tile of outputs begins anew.
  const entries = { value: f.local(start.value), place: f.local(start.place), at: f.local(start.at) };
  f.for(0, count, 1, () => {
    const factor = f.local(
      stored === computed ? computed.loadSplat(entries.value) : f64x2.promoteLow(f32x4.loadSplat(entries.value)),
    );
    go(f, gather, entries, 0);
    for (const [n, sum] of sums.entries())
      f.set(sum, computed.multiplyAdd(factor, computed.load(entries.at, 16 * (first + n)), sum));
    advance(f, gather, entries, 1);
  });
  return entries;
}

/** Adds `left` entries of one output to the lanes of a vector, and leaves them behind. */
export function sumOfEntries(
  f: FunctionBuilder,
  gather: Gather,
  entries: Entries,
  left: Local<"i32">,
  start: Value<"v128">,
): Local<"v128"> {
  const { stored, computed } = gather.lanes;
  const { value, at } = entries;
  const first = f.local(start);
  const sums = [first, ...Array.from({ length: entriesOfStep / computed.count - 1 }, () => f.local("v128"))];
  const gathered = f.local("v128");
  f.while(
    () => i32.geS(left, entriesOfStep),
    () => {
      for (const [n, sum] of sums.entries()) {
        for (let lane = 0; lane < computed.count; lane++) {
          go(f, gather, entries, n * computed.count + lane);
          f.set(gathered, lane === 0 ? computed.loadFirst(at) : computed.loadLane(gathered, lane, at));
        }
        f.set(
          sum,
          computed.multiplyAdd(loadStored(gather.lanes, value, n * bytesOfVector(gather.lanes)), gathered, sum),
        );
      }
      advance(f, gather, entries, entriesOfStep);
      f.set(left, i32.sub(left, entriesOfStep));
    },
  );
  f.while(
    () => i32.gtS(left, 0),
    () => {
      go(f, gather, entries, 0);
      const number = stored === computed ? computed.loadFirst(value) : f64x2.promoteLow(f32x4.loadFirst(value));
      f.set(first, computed.multiplyAdd(number, computed.loadFirst(at), first));
      advance(f, gather, entries, 1);
      f.set(left, i32.sub(left, 1));
    },
  );
  for (const sum of sums.slice(1)) f.set(first, computed.add(first, sum));
  return first;
}

/** Stores a vector of results, or what there is of it. */
export function storeResults(
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
