import { compress, type CompressedRows, type HeldEntries } from "./compress.ts";
import { addMarginGather, addSumGather, sumsOfRow } from "./gatherKernel.ts";
import { kernelRows } from "./kernelRows.ts";
import type { LinearRows } from "./linearRows.ts";
import { OwnedBlocks } from "./ownedBlocks.ts";
import { rowModule } from "./rowModule.ts";
import { readRowOptions, type RowOptions } from "./rowOptions.ts";

/** Rows that the loss is called for, or a thread takes, at once. */
const rowsOfBlock = 1024;

/**
 * Copies sparse rows into the kernels' memory, once by rows and once by columns: both products gather, which is quicker than to scatter, and columns can
 * be shared out to threads.
 *
 * @param compressed - the rows.
 * @param shape - rows and width.
 * @param options - see RowOptions.
 * @returns the rows, to be freed by who asked for them.
 * @throws RangeError where starts, columns and values do not fit each other or the shape, for outputs that are none, and where the memory has no room; TypeError for float64 numbers to be computed in float32; Error without WebAssembly.
 * @example
 * const compressed = { starts: Int32Array.of(0, 1, 3), columns: Int32Array.of(2, 0, 2), values: Float64Array.of(5, 1, 2) }
 * const rows = sparseRows(compressed, [2, 3])
 * const margins = new Float64Array(2)
 * rows.margins({ weights: Float64Array.of(1, 10, 100), intercept: Float64Array.of(0) }, 0, 2, margins)
 * margins // → [500, 201]
 * rows.free()
 */
export function sparseRows(
  compressed: CompressedRows,
  [rows, width]: readonly [number, number],
  options: RowOptions = {},
): LinearRows {
  const read = readRowOptions("sparseRows", compressed.values, options);
  checkRows(compressed, rows, width);
  const { lanes, outputs } = read;
  const owned = new OwnedBlocks();
  const { byRows, byColumns } = compress(compressed, { rows, width, stored: lanes.stored, owned });
  const module = rowModule(`${byRows.form} ${byColumns.form}`, read, (builder) => {
    addMarginGather(builder, lanes, outputs, byRows.form);
    addSumGather(builder, lanes, outputs, byColumns.form);
  });
  const each = sumsOfRow(lanes, outputs);
  return kernelRows({
    rows,
    width,
    outputs,
    module,
    computed: lanes.computed,
    args: argsOf(byRows),
    byColumns: argsOf(byColumns),
    rowsOfBlock,
    weights: { length: width * outputs, strides: [1, outputs] },
    sums: { length: width * each, strides: [1, each] },
    // Nothing is added up over rows but factors and values: each block is worth a slot.
    work: rows / rowsOfBlock,
    owned,
  });
}

const argsOf = ({ starts, values, places }: HeldEntries): readonly number[] =>
  [starts, values, places].map(({ offset }) => offset);

/** A place out of range would be another's memory. */
function checkRows({ starts, columns, values }: CompressedRows, rows: number, width: number): void {
  const refuse = (what: string, found: number, expected: string): never => {
    throw new RangeError(`sparseRows: ${what} is ${found}, expected ${expected}`);
  };
  if (starts.length !== rows + 1) refuse("the length of starts", starts.length, `${rows + 1}`);
  if (columns.length !== values.length) refuse("the length of columns", columns.length, `${values.length}`);
  let before = 0;
  for (const [i, start] of starts.entries()) {
    if (start < before) refuse(`starts[${i}]`, start, `at least ${before}`);
    if (i === 0 && start !== 0) refuse("starts[0]", start, "0");
    if (i === rows && start !== values.length) refuse(`starts[${i}]`, start, `${values.length}`);
    before = start;
  }
  for (let at = 0; at < columns.length; at++) {
    const column = columns[at] as number;
    if (column < 0 || column >= width) refuse(`columns[${at}]`, column, `0 to ${width - 1}`);
  }
}
