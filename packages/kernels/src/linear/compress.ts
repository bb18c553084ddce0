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
  const startOf = (row: number): number => starts[row] as number;
  // Where columns start, and the row that each was last found in. A step that goes back has its highest bits, too.
  const [columnStarts, last] = [new Int32Array(width + 1), new Int32Array(width)];
  let [steps, rowSteps] = [0, 0];
  for (let row = 0; row < rows; row++) {
    let before = 0;
    for (let entry = startOf(row); entry < startOf(row + 1); entry++) {
      const column = columns[entry] as number;
      columnStarts[column + 1] = (columnStarts[column + 1] as number) + 1;
      steps |= column - before;
      rowSteps |= row - (last[column] as number);
      before = column;
      last[column] = row;
    }
  }
  for (let j = 0; j < width; j++) columnStarts[j + 1] = (columnStarts[j + 1] as number) + (columnStarts[j] as number);
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
  const [isNarrow, isRowNarrow] = [byRows, byColumns].map(({ form }) => form === "narrow");
  last.fill(0);
  for (let row = 0; row < rows; row++) {
    let before = 0;
    for (let entry = startOf(row); entry < startOf(row + 1); entry++) {
      const column = columns[entry] as number;
      const to = columnStarts[column] as number;
      columnStarts[column] = to + 1;
      toPlaces[entry] = isNarrow ? column - before : column;
      toRows[to] = isRowNarrow ? row - (last[column] as number) : row;
      toValues[to] = values[entry] as number;
      before = column;
      last[column] = row;
    }
  }
  return { byRows, byColumns };
}

const placesOf = ({ places, form }: HeldEntries): Uint16Array | Int32Array =>
  form === "narrow" ? places.array(Uint16Array) : places.array(Int32Array);
