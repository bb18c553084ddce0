import { ModuleBuilder } from "../assembler/moduleBuilder.ts";
import { kernelMemoryImport } from "../memory/kernelMemory.ts";
import { addDenseKernels } from "./denseSteps.ts";
import { KernelRows } from "./kernelRows.ts";
import type { Floats, LinearRows } from "./linearRows.ts";
import { OwnedBlocks } from "./ownedBlocks.ts";
import { numbersOf, readRowOptions, type RowOptions } from "./rowOptions.ts";
import type { StoredLanes } from "./storedLanes.ts";
import { ThreadedModule } from "../threads/threadedModule.ts";

/** Bytes of a block of rows: of a size that stays in the second cache, and long enough for the loss to be called for. */
const bytesOfBlock = 2 ** 17;
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
  const { lanes, outputs, relaxed } = readRowOptions("denseRows", values, options);
  if (values.length !== rows * width)
    throw new RangeError(`denseRows: values has ${values.length} numbers, expected ${rows} · ${width}`);
  const module = denseKernels(lanes, outputs, relaxed);
  const { margins, addProducts: products, total } = module.exports;
  const owned = new OwnedBlocks();
  const bytesOfRow = width * lanes.stored.bytes;
  const x = owned.take(rows * bytesOfRow);
  numbersOf(x, lanes.stored).set(values);
  const padded = Math.ceil(width / lanes.computed.count) * lanes.computed.count;
  const bytesOfWeights = padded * lanes.computed.bytes;
  // Whole tiles of rows.
  const fitting = Math.floor(bytesOfBlock / Math.max(1, bytesOfRow) / leastRows) * leastRows;
  const most = Math.max(leastRows, Math.min(mostRows, fitting));
  const at = (row: number): number => x.offset + row * bytesOfRow;
  try {
    return new KernelRows({
      rows,
      width,
      outputs,
      computed: lanes.computed,
      blocks: Array.from({ length: Math.ceil(rows / most) + 1 }, (_, n) => Math.min(n * most, rows)),
      mapLength: outputs * padded,
      sumLength: outputs * padded,
      work: rows / 64,
      writeWeights: ({ weights }, to) => {
        const view = numbersOf(to, lanes.computed).fill(0);
        for (let k = 0; k < outputs; k++) view.set(weights.subarray(k * width, (k + 1) * width), k * padded);
      },
      margins: (first, count, weights, intercept, to) =>
        margins!(at(first), bytesOfRow, count, width, weights, bytesOfWeights, intercept, to),
      addProducts: (first, count, factors, sums) =>
        products!(at(first), bytesOfRow, count, width, factors, sums, padded * 8),
      readSums: (sums, { weights }) => {
        for (let k = 0; k < outputs; k++) weights.set(sums.subarray(k * padded, k * padded + width), k * width);
      },
      total: total!,
      steps: {
        rowsOfBlock: most,
        margins: (weights, intercept, to) => ({
          module,
          kernel: "marginsOf",
          args: [x.offset, bytesOfRow, width, weights, bytesOfWeights, intercept, to],
        }),
        gather: ({ factors, values, slots, bytesOfSlot, rowsOfSlot }) => ({
          module,
          kernel: "gather",
          args: [x.offset, bytesOfRow, width, factors, values, slots, padded * 8, bytesOfSlot, rowsOfSlot],
        }),
      },
      free: () => owned.free(),
    });
  } catch (error) {
    owned.free();
    throw error;
  }
}

const known = new Map<string, ThreadedModule>();

function denseKernels(lanes: StoredLanes, outputs: number, relaxed: boolean): ThreadedModule {
  const key = `${lanes.stored.name} ${lanes.computed.name} ${outputs} ${relaxed}`;
  let kernels = known.get(key);
  if (kernels === undefined) known.set(key, (kernels = new ThreadedModule(denseModule(lanes, outputs, relaxed))));
  return kernels;
}

/** The kernels of dense rows, for a number of outputs. */
export function denseModule(lanes: StoredLanes, outputs: number, relaxed: boolean): Uint8Array {
  const module = new ModuleBuilder({ relaxed, memory: kernelMemoryImport() });
  addDenseKernels(module, lanes, outputs);
  return module.bytes();
}
