import { advance, placeOf } from "../assembler/kernels.ts";
import type { FunctionBuilder } from "../assembler/functionBuilder.ts";
import { f32x4, f64x2, type Lanes } from "../assembler/lanes.ts";
import { i32, select } from "../assembler/scalars.ts";
import type { Local, Value } from "../assembler/value.ts";
import { bytesOfVector, loadStored, type StoredLanes } from "./storedLanes.ts";

type I32 = Local<"i32">;

/** Entries of one output that are taken at once. */
const entriesOfStep = 4;
/** Vectors of outputs whose sums fit into the registers. */
const mostVectors = 8;

/** How the places of entries are kept: as numbers of 32 bits or, where they are in order and near enough, as steps of 16 bits from one to the next. */
export const placeForms = { wide: 4, narrow: 2 } as const;
export type PlaceForm = keyof typeof placeForms;

/** On the way along a row: addresses of the next value, of its place, and of the row of the table that the last place was of; and how many entries are left. */
export interface Entries {
  readonly value: I32;
  readonly place: I32;
  readonly at: I32;
  readonly left: I32;
}

/** What functions are of. */
export interface Gather {
  readonly lanes: StoredLanes;
  readonly outputs: number;
  readonly form: PlaceForm;
  readonly starts: I32;
  readonly values: I32;
  readonly places: I32;
  readonly table: I32;
}

/** How many vectors the outputs take. */
export const vectorsOfOutputs = ({ count }: Lanes, outputs: number): number => Math.ceil(outputs / count);

/** Goes to the table row of the entry that is n places on. */
function go(f: FunctionBuilder, { lanes, outputs, form, table }: Gather, { place, at }: Entries, n: number): void {
  const bytesOfRow = outputs * lanes.computed.bytes;
  const [from, step] = form === "wide" ? [table, i32.load(place, 4 * n)] : [at, i32.load16U(place, 2 * n)];
  f.set(at, i32.add(from, i32.mul(step, bytesOfRow)));
}

function goOn(f: FunctionBuilder, { lanes, form }: Gather, { value, place }: Entries, count: number): void {
  advance(f, value, count * lanes.stored.bytes);
  advance(f, place, count * placeForms[form]);
}

/**
 * Goes through rows, so many abreast, each through a part of them: where memory waits at the end of a page of one part, it does so for all of them at once.
 * Parts are as long as each other, so that rows may come twice. `body` is told where results of a row go, so many bytes each.
 */
export function overRows(
  f: FunctionBuilder,
  { lanes: { stored }, form, starts, values, places, table }: Gather,
  { first, end, to, bytes, abreast }: { first: I32; end: I32; to: I32; bytes: number; abreast: number },
  body: (rows: readonly { readonly entries: Entries; readonly result: I32 }[]) => void,
): void {
  const part = f.local(i32.divS(i32.add(i32.sub(end, first), abreast - 1), abreast));
  const heads = Array.from({ length: abreast }, (_, n) => {
    const last = f.local(i32.sub(end, part));
    const row = placeOf(f, first, part, n);
    if (n > 0) f.set(row, select(i32.ltS(row, last), row, last));
    return { start: placeOf(f, starts, row, 4), result: placeOf(f, to, row, bytes) };
  });
  f.for(0, part, 1, () => {
    const rows = heads.map(({ start, result }) => {
      const entry = f.local(i32.load(start));
      const value = placeOf(f, values, entry, stored.bytes);
      const place = placeOf(f, places, entry, placeForms[form]);
      const left = f.local(i32.sub(i32.load(start, 4), entry));
      return { entries: { value, place, at: f.local(table), left }, result };
    });
    body(rows);
    for (const { start, result } of heads) {
      advance(f, start, 4);
      advance(f, result, bytes);
    }
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

/** Some entries, to be taken in their place: not more than there are. */
export function someOf(f: FunctionBuilder, { left, ...entries }: Entries, most: number): Entries {
  const count = f.local(select(i32.ltS(left, most), left, i32.const(most)));
  f.set(left, i32.sub(left, count));
  return { ...entries, left: count };
}

/** A value in all lanes. */
const splatValue = ({ stored, computed }: StoredLanes, value: I32): Value<"v128"> =>
  stored === computed ? computed.loadSplat(value) : f64x2.promoteLow(f32x4.loadSplat(value));

/** Adds all entries to sums of several outputs, an entry at a time; where that ends. */
export function addEntries(
  f: FunctionBuilder,
  gather: Gather,
  start: Entries,
  first: number,
  sums: readonly Local<"v128">[],
): Entries {
  const { lanes } = gather;
  // Each tile of outputs begins anew.
  const entries = {
    value: f.local(start.value),
    place: f.local(start.place),
    at: f.local(start.at),
    left: start.left,
  };
  f.for(0, start.left, 1, () => {
    const factor = f.local(splatValue(lanes, entries.value));
    go(f, gather, entries, 0);
    for (const [n, sum] of sums.entries())
      f.set(sum, lanes.computed.multiplyAdd(factor, lanes.computed.load(entries.at, 16 * (first + n)), sum));
    goOn(f, gather, entries, 1);
  });
  return entries;
}

/** Sums of the entries of one output, row by row in the lanes of a vector. */
export function sumsOfEntries(f: FunctionBuilder, gather: Gather, rows: readonly Entries[]): readonly Local<"v128">[] {
  const { lanes } = gather;
  const { computed } = lanes;
  const vectors = entriesOfStep / computed.count;
  const sums = rows.map(() => Array.from({ length: vectors }, () => f.local("v128")));
  const step = (row: number): void => {
    const entries = rows[row] as Entries;
    for (const [n, sum] of (sums[row] as Local<"v128">[]).entries()) {
      const gathered = f.local("v128");
      for (let lane = 0; lane < computed.count; lane++) {
        go(f, gather, entries, n * computed.count + lane);
        f.set(gathered, lane === 0 ? computed.loadFirst(entries.at) : computed.loadLane(gathered, lane, entries.at));
      }
      const values = loadStored(lanes, entries.value, n * bytesOfVector(lanes));
      f.set(sum, computed.multiplyAdd(values, gathered, sum));
    }
    goOn(f, gather, entries, entriesOfStep);
  };
  // All of them as far as the shortest goes, then what is longer.
  const shortest = f.local((rows[0] as Entries).left);
  for (const { left } of rows.slice(1)) f.set(shortest, select(i32.ltS(left, shortest), left, shortest));
  const together = f.local(i32.and(shortest, -entriesOfStep));
  f.for(0, together, entriesOfStep, () => rows.forEach((_, row) => step(row)));
  for (const [row, { left }] of rows.entries()) {
    f.set(left, i32.sub(left, together));
    f.for(entriesOfStep - 1, left, entriesOfStep, () => step(row));
    f.set(left, i32.and(left, entriesOfStep - 1));
  }
  return rows.map((entries, row) => {
    const [first, ...rest] = sums[row] as [Local<"v128">, ...Local<"v128">[]];
    f.for(0, entries.left, 1, () => {
      go(f, gather, entries, 0);
      f.set(first, computed.multiplyAdd(splatValue(lanes, entries.value), computed.loadFirst(entries.at), first));
      goOn(f, gather, entries, 1);
    });
    for (const sum of rest) f.set(first, computed.add(first, sum));
    return first;
  });
}

/** Stores a vector of results, or what there is of it. */
export function storeResults(
  f: FunctionBuilder,
  computed: Lanes,
  at: I32,
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
