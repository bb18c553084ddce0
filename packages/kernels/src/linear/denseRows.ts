import type { ThreadedModule } from "../threads/threadedModule.ts";
import { kernelRows } from "./kernelRows.ts";
import type { LinearRows } from "./linearRows.ts";
import { addMargins } from "./marginKernel.ts";
import { type Floats, numbersOf } from "../floats.ts";
import { OwnedBlocks } from "./ownedBlocks.ts";
import { addProducts } from "./productKernel.ts";
import { rowModule } from "./rowModule.ts";
import { type ReadOptions, readRowOptions, type RowOptions } from "./rowOptions.ts";

/** Bytes of a block of rows: of a size that stays in the second cache, and long enough for the loss to be called for. */
const bytesOfBlock = 2 ** 18;
const leastRows = 8;
const mostRows = 2048;

/**
 * Copies rows of features into the kernels' memory, for passes of linear models over them.
 *
 * @param values - `[rows · width]`, row by row.
 * @param shape - rows and width.
 * @param options - see RowOptions.
 * @returns the rows, to be freed by who asked for them.
 * @throws RangeError where values have another length, for outputs that are none, and where the memory has no room; TypeError for float64 numbers to be computed in float32; Error without WebAssembly.
 * @example
 * const rows = denseRows(Float64Array.of(1, 2, 3, 4, 5, 6), [3, 2])
 * const gradient = { weights: new Float64Array(2), intercept: new Float64Array(1) }
 * // Half the squared margin: its slope is the margin itself.
 * const half = ({ rows, margins, values, slopes }) => {
 *   for (let i = 0; i < rows; i++) values[i] = (slopes[i] = margins[i]) ** 2 / 2
 * }
 * rows.pass({ weights: Float64Array.of(1, -1), intercept: Float64Array.of(0) }, half, gradient) // → 1.5
 * gradient.weights // → [-9, -12]
 * rows.free()
 */
export function denseRows(
  values: Floats,
  [rows, width]: readonly [number, number],
  options: RowOptions = {},
): LinearRows {
  const read = readRowOptions("denseRows", values, options);
  if (values.length !== rows * width)
    throw new RangeError(`denseRows: values has ${values.length} numbers, expected ${rows} · ${width}`);
  const {
    lanes: { stored, computed },
    outputs,
  } = read;
  const module = denseModule(read);
  const owned = new OwnedBlocks();
  const bytesOfRow = width * stored.bytes;
  const x = owned.take(rows * bytesOfRow);
  numbersOf(x, stored).set(values);
  const padded = Math.ceil(width / computed.count) * computed.count;
  const layout = { length: outputs * padded, strides: [padded, 1] } as const;
  // Whole tiles of rows.
  const fitting = Math.floor(bytesOfBlock / Math.max(1, bytesOfRow) / leastRows) * leastRows;
  return kernelRows({
    rows,
    width,
    outputs,
    module,
    args: [x.offset, bytesOfRow, width],
    computed,
    rowsOfBlock: Math.max(leastRows, Math.min(mostRows, fitting)),
    weights: layout,
    sums: layout,
    work: rows / 64,
    owned,
  });
}

/** The kernels of dense rows. */
export const denseModule = (read: ReadOptions): ThreadedModule =>
  rowModule("dense", read, (module, lanes, outputs) => {
    addMargins(module, lanes, outputs);
    addProducts(module, lanes, outputs);
  });
