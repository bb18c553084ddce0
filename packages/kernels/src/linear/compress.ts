import type { Lanes } from "../assembler/lanes.ts";
import type { Exports } from "../assembler/webAssembly.ts";
import type { Block } from "../memory/block.ts";
import { allocate } from "../memory/kernelMemory.ts";
import type { PlaceForm } from "./entryKernels.ts";
import type { Floats } from "./linearRows.ts";
import type { OwnedBlocks } from "./ownedBlocks.ts";
import { numbersOf } from "./rowOptions.ts";

/** Rows of which only some numbers are kept, row by row (compressed sparse rows). */
export interface CompressedRows {
  /** `[rows + 1]`: row i has the entries starts[i] … starts[i + 1] − 1. */
  readonly starts: Int32Array;
  /** The column of each entry. */
  readonly columns: Int32Array;
  readonly values: Floats;
}

/** The entries of rows, or of columns, in memory. */
export interface HeldEntries {
  readonly starts: Block;
  readonly values: Block;
  readonly places: Block;
  readonly form: PlaceForm;
}

interface Held {
  readonly rows: number;
  readonly width: number;
  readonly stored: Lanes;
  /** With those of `addTranspose`. */
  readonly kernels: Exports;
  readonly owned: OwnedBlocks;
}

/** Copies compressed rows into memory, by rows and by columns. */
export function compress(
  { starts, columns, values }: CompressedRows,
  held: Held,
): { readonly byRows: HeldEntries; readonly byColumns: HeldEntries } {
  const { rows, width, stored, owned } = held;
  const byRows = {
    starts: owned.take(4 * starts.length),
    values: owned.take(stored.bytes * values.length),
    places: owned.take(4 * columns.length),
  };
  byRows.starts.array(Int32Array).set(starts);
  byRows.places.array(Int32Array).set(columns);
  numbersOf(byRows.values, stored).set(values);
  const byColumns = transpose(byRows, held);
  return { byRows: narrow(byRows, rows, held), byColumns: narrow(byColumns, width, held) };
}

type Wide = Omit<HeldEntries, "form">;

function transpose(byRows: Wide, { rows, width, stored, kernels, owned }: Held): Wide {
  const { count, transpose: put } = kernels;
  const entries = byRows.places.bytes / 4;
  const byColumns = {
    starts: owned.take(4 * (width + 1)),
    values: owned.take(stored.bytes * entries),
    places: owned.take(4 * entries),
  };
  const next = allocate(4 * width);
  // How many each column has, then where it starts.
  const starts = byColumns.starts.array(Int32Array).fill(0);
  count!(byRows.places.offset, entries, byColumns.starts.offset + 4);
  for (let j = 0; j < width; j++) starts[j + 1] = (starts[j + 1] as number) + (starts[j] as number);
  next.array(Int32Array).set(starts.subarray(0, width));
  const [from, to] = [byRows, byColumns].map((each) => [each.values.offset, each.places.offset]) as [
    number[],
    number[],
  ];
  put!(byRows.starts.offset, rows, ...from, next.offset, ...to);
  next.free();
  return byColumns;
}

/** With places of half the size, where they are in order and not far apart. */
function narrow(wide: Wide, rows: number, { kernels, owned }: Held): HeldEntries {
  const places = owned.take(wide.places.bytes / 2);
  const isNarrow = kernels["narrow"]!(wide.starts.offset, rows, wide.places.offset, places.offset) === 1;
  (isNarrow ? wide.places : places).free();
  return isNarrow ? { ...wide, places, form: "narrow" } : { ...wide, form: "wide" };
}
