import type { Lanes } from "../assembler/lanes.ts";
import { type Floats, numbersOf } from "../floats.ts";
import type { Block } from "../memory/block.ts";
import type { PlaceForm } from "./entryKernels.ts";
import type { OwnedBlocks } from "./ownedBlocks.ts";

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

interface Shape {
  readonly rows: number;
  readonly width: number;
  readonly stored: Lanes;
  readonly owned: OwnedBlocks;
}

/** Copies compressed rows into memory, by rows and by columns: there rows come in order. */
export function compress(
  { starts, columns, values }: CompressedRows,
  { rows, width, stored, owned }: Shape,
): { readonly byRows: HeldEntries; readonly byColumns: HeldEntries } {
  // Of each column, how many entries it has had, then where its next one is to stand; and the row of the one before.
  const heads = new Int32Array(2 * width);
  // A step that goes back has its highest bits, too.
  let [steps, rowSteps] = [0, 0];
  for (let row = 0, entry = 0; row < rows; row++) {
    const end = starts[row + 1] as number;
    for (let before = 0; entry < end; entry++) {
      const column = columns[entry] as number;
      const head = 2 * column;
      steps |= column - before;
      before = column;
      rowSteps |= row - (heads[head + 1] as number);
      heads[head] = (heads[head] as number) + 1;
      heads[head + 1] = row;
    }
  }
  const columnStarts = new Int32Array(width + 1);
  for (let j = 0; j < width; j++) {
    const start = columnStarts[j] as number;
    columnStarts[j + 1] = start + (heads[2 * j] as number);
    heads[2 * j] = start;
    heads[2 * j + 1] = 0;
  }
  const take = (ofStarts: Int32Array, allSteps: number): HeldEntries => {
    const isNarrow = allSteps >>> 16 === 0;
    return {
      starts: owned.take(4 * ofStarts.length),
      values: owned.take(stored.bytes * values.length),
      places: owned.take((isNarrow ? 2 : 4) * values.length),
      form: isNarrow ? "narrow" : "wide",
    };
  };
  const [byRows, byColumns] = [take(starts, steps), take(columnStarts, rowSteps)];
  byRows.starts.array(Int32Array).set(starts);
  byColumns.starts.array(Int32Array).set(columnStarts);
  numbersOf(byRows.values, stored).set(values);
  const [toPlaces, toRows, toValues] = [placesOf(byRows), placesOf(byColumns), numbersOf(byColumns.values, stored)];
  // Steps, or places from 0 on.
  const [ofRow, ofColumn] = [byRows, byColumns].map(({ form }) => (form === "narrow" ? -1 : 0)) as [number, number];
  for (let row = 0, entry = 0; row < rows; row++) {
    const end = starts[row + 1] as number;
    for (let before = 0; entry < end; entry++) {
      const column = columns[entry] as number;
      const head = 2 * column;
      const to = heads[head] as number;
      toPlaces[entry] = column - (before & ofRow);
      before = column;
      toRows[to] = row - ((heads[head + 1] as number) & ofColumn);
      toValues[to] = values[entry] as number;
      heads[head] = to + 1;
      heads[head + 1] = row;
    }
  }
  return { byRows, byColumns };
}

const placesOf = ({ places, form }: HeldEntries): Uint16Array | Int32Array =>
  form === "narrow" ? places.array(Uint16Array) : places.array(Int32Array);
