import { i32 } from "../assembler/scalars.ts";
import { ModuleBuilder } from "../assembler/moduleBuilder.ts";
import { kernelMemoryImport } from "../memory/kernelMemory.ts";
import { ThreadedModule } from "../threads/threadedModule.ts";
import { runParallel } from "../threads/threads.ts";
import { compress, type CompressedRows, type HeldEntries } from "./compress.ts";
import { vectorsOfOutputs } from "./entryKernels.ts";
import { addGathers } from "./gatherKernel.ts";
import { KernelRows } from "./kernelRows.ts";
import type { LinearRows } from "./linearRows.ts";
import { OwnedBlocks } from "./ownedBlocks.ts";
import { numbersOf, readRowOptions, type RowOptions } from "./rowOptions.ts";
import type { RowKernels } from "./rowKernels.ts";
import type { StoredLanes } from "./storedLanes.ts";
import { addTotal, addTotals } from "./totalKernel.ts";
import { addTranspose } from "./transposeKernel.ts";

/** Rows that the loss is called for, or a thread takes, at once. */
const rowsOfBlock = 1024;
/** Parts of the columns that threads take: many, since some have far more entries. */
const partsOfColumns = 256;

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
  const { lanes, outputs, relaxed } = readRowOptions("sparseRows", compressed.values, options);
  checkRows(compressed, rows, width);
  const owned = new OwnedBlocks();
  try {
    return new KernelRows(sparseKernels(compressed, { rows, width, outputs, lanes, relaxed, owned }));
  } catch (error) {
    owned.free();
    throw error;
  }
}

interface Shape {
  readonly rows: number;
  readonly width: number;
  readonly outputs: number;
  readonly lanes: StoredLanes;
  readonly relaxed: boolean;
  readonly owned: OwnedBlocks;
}

function sparseKernels(compressed: CompressedRows, { rows, width, outputs, lanes, relaxed, owned }: Shape): RowKernels {
  const { stored, computed } = lanes;
  const module = sparseModule(lanes, outputs, relaxed);
  const { move, total } = module.exports;
  const bytesOfOutputs = outputs * computed.bytes;
  const { byRows, byColumns } = compress(compressed, { rows, width, stored, kernels: module.exports, owned });
  const gatherMargins = module.exports[`margins ${byRows.form}`];
  const numbers = outputs === 1 ? 1 : vectorsOfOutputs(computed, outputs) * computed.count;
  const sums = owned.take(8 * width * numbers);
  const taken = owned.take(rows * bytesOfOutputs);
  const argsOf = ({ starts, values, places }: HeldEntries): number[] => [starts.offset, values.offset, places.offset];
  const each = Array.from({ length: outputs }, (_, k) => k);
  return {
    rows,
    width,
    outputs,
    computed,
    blocks: Array.from({ length: Math.ceil(rows / rowsOfBlock) + 1 }, (_, n) => Math.min(n * rowsOfBlock, rows)),
    mapLength: width * outputs,
    sumLength: 0,
    // Nothing is added up over rows but factors and values: each block is worth a segment.
    work: rows / rowsOfBlock,
    writeWeights: ({ weights }, to) => {
      const view = numbersOf(to, computed);
      if (outputs === 1) view.set(weights);
      else
        for (const k of each) for (let j = 0; j < width; j++) view[j * outputs + k] = weights[k * width + j] as number;
    },
    margins: (first, count, weights, intercept, to) =>
      gatherMargins!(...argsOf(byRows), weights, intercept, to - first * bytesOfOutputs, first, first + count),
    addProducts: (first, count, factors) =>
      move!(taken.offset + first * bytesOfOutputs, factors, count * bytesOfOutputs),
    finish: (factors = taken.offset) => {
      const step = { module, kernel: `sums ${byColumns.form}`, args: [...argsOf(byColumns), factors, sums.offset] };
      runParallel([step], { from: 0, to: width, grain: Math.max(1, Math.ceil(width / partsOfColumns)) });
      return sums.array(Float64Array);
    },
    readSums: (found, { weights }) => {
      if (outputs === 1) weights.set(found);
      else
        for (const k of each) for (let j = 0; j < width; j++) weights[k * width + j] = found[j * numbers + k] as number;
    },
    total: total!,
    steps: {
      rowsOfBlock,
      margins: (weights, intercept, to) => ({
        module,
        kernel: `margins ${byRows.form}`,
        args: [...argsOf(byRows), weights, intercept, to],
      }),
      gather: ({ factors, values, slots, bytesOfSlot, rowsOfSlot }) => ({
        module,
        kernel: "addTotals",
        args: [factors, values, slots, bytesOfSlot, rowsOfSlot],
      }),
    },
    free: () => owned.free(),
  };
}

const known = new Map<string, ThreadedModule>();

function sparseModule(lanes: StoredLanes, outputs: number, relaxed: boolean): ThreadedModule {
  const key = `${lanes.stored.name} ${lanes.computed.name} ${outputs} ${relaxed}`;
  let module = known.get(key);
  if (module === undefined) known.set(key, (module = new ThreadedModule(codeOf(lanes, outputs, relaxed))));
  return module;
}

function codeOf(lanes: StoredLanes, outputs: number, relaxed: boolean): Uint8Array {
  const module = new ModuleBuilder({ relaxed, memory: kernelMemoryImport() });
  for (const form of ["wide", "narrow"] as const) addGathers(module, lanes, outputs, form);
  addTranspose(module, lanes.stored);
  const total = addTotal(module, lanes.computed);
  const seven = ["i32", "i32", "i32", "i32", "i32", "i32", "i32"] as const;
  module.function(
    "addTotals",
    { parameters: seven, export: true },
    (f, factors, values, slots, bytesOfSlot, rowsOfSlot, first, end) => {
      const to = f.local(i32.add(slots, i32.mul(i32.divU(first, rowsOfSlot), bytesOfSlot)));
      addTotals(f, total, lanes.computed, outputs, { factors, values, to, first, end });
    },
  );
  module.function("move", { parameters: ["i32", "i32", "i32"], export: true }, (f, to, from, bytes) =>
    f.copy(to, from, bytes),
  );
  return module.bytes();
}

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
  const outside = columns.findIndex((column) => column < 0 || column >= width);
  if (outside !== -1) refuse(`columns[${outside}]`, columns[outside] as number, `0 to ${width - 1}`);
}
