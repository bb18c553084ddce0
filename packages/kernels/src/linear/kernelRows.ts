import { type Floats, numbersOf } from "../floats.ts";
import type { Block } from "../memory/block.ts";
import { kernelMemory } from "../memory/kernelMemory.ts";
import type { KernelStep } from "../threads/job.ts";
import { runParallel } from "../threads/threads.ts";
import type { LinearMap, LinearRows, RowBlock } from "./linearRows.ts";
import type { RowKernels } from "./rowKernels.ts";

/** Sums are taken apart into so many slots at most, which threads share: the same ones whatever their number. */
const mostSlots = 32;
/** Fewer blocks than these are not worth sharing out. */
const fewestTogether = 2;
/** Parts of the columns that threads take: many, since some may have far more entries. */
const mostParts = 256;
const leastPart = 16;

/** A map as the kernels read it. */
interface MapPlace {
  readonly weights: Block;
  readonly intercept: Block;
}

type Places<P extends string, T> = Readonly<Record<P, T>>;

type BlockJudge<P extends string> = (block: Pick<RowBlock, "first" | "rows"> & Places<P, Floats>) => void;

/** What stands between the products of a pass: a function of some rows, or kernels, which threads share. */
type Judge<P extends string> =
  | BlockJudge<P>
  | { steps(places: Places<P, number>): readonly KernelStep[]; readonly isDone?: () => boolean };

/** Passes over rows: a thread takes the rows of a slot, and block after block of them through all kernels, while it is in its cache. */
export function kernelRows({
  rows,
  width,
  outputs,
  module,
  computed,
  args,
  byColumns,
  rowsOfBlock: grain,
  weights: layout,
  sums: ofSums,
  work,
  owned,
}: RowKernels): LinearRows {
  const blocks = Math.ceil(rows / grain);
  /** How many blocks are of one slot. */
  const together = Math.max(fewestTogether, Math.ceil(blocks / Math.max(1, Math.min(mostSlots, Math.floor(work)))));
  const count = Math.ceil(blocks / together);
  const bytesOfSums = byColumns ? 0 : 8 * ofSums.length;
  const bytesOfSlot = bytesOfSums + 8 * (outputs + 1);
  /** In each, sums for the weights stand first, then that of each output's factors, then that of the values. */
  const slots = owned.take(count * bytesOfSlot);
  const sums = owned.take(8 * ofSums.length);

  const arrayOf = (block: Block): Floats => numbersOf(block, computed);
  const zeros = (length: number): Block => {
    const block = owned.take(length * computed.bytes);
    arrayOf(block).fill(0);
    return block;
  };
  /** Numbers for all rows, and for those that fill the lanes of the last one. */
  const ofRows = (each: number): Block => zeros((rows + computed.count) * each);
  const newMap = (): MapPlace => ({ weights: zeros(layout.length), intercept: zeros(outputs) });

  const own = newMap();
  const margins = ofRows(outputs);
  const values = ofRows(1);
  const factors = ofRows(outputs);
  let along: (MapPlace & { readonly directions: Block }) | undefined;

  const step = (kernel: string, ...args: readonly number[]): KernelStep => ({ module, kernel, args });
  /** Writes a map, for the kernel that multiplies rows by it. */
  const multiply = (map: LinearMap, { weights, intercept }: MapPlace, to: Block): KernelStep => {
    copyWeights([outputs, width], map.weights, [width, 1], arrayOf(weights), layout.strides);
    arrayOf(intercept).set(map.intercept);
    return step("margins", ...args, weights.offset, intercept.offset, to.offset);
  };

  /** Lets a function read and write the numbers of a block: as views or, where the memory may grow under them, as copies. */
  const show = <P extends string>(places: Places<P, Block>, judge: BlockJudge<P>, first: number, end: number): void => {
    const ofRow = (place: Block): number => (place === values ? 1 : outputs);
    const isShared = !(kernelMemory().buffer instanceof ArrayBuffer);
    const arrays = mapped(places, (place) => {
      const view = arrayOf(place).subarray(first * ofRow(place), end * ofRow(place));
      return isShared ? view : view.slice();
    });
    judge({ ...arrays, first, rows: end - first });
    if (!isShared) mapped(places, (place, name) => arrayOf(place).set(arrays[name], first * ofRow(place)));
  };

  /** Runs the kernels and what judges between them, once more where it asks for it; writes the sums of rows times factors, and gives that of the values. */
  const run = <P extends string>(
    multiplies: readonly KernelStep[],
    places: Places<P, Block>,
    judge: Judge<P>,
    ofValues: number,
    result: LinearMap,
  ): number => {
    const ofSlot = [bytesOfSlot, grain * together];
    const gather = [step("totals", factors.offset, ofValues, slots.offset, bytesOfSums, ...ofSlot)];
    if (!byColumns) gather.push(step("products", ...args, factors.offset, slots.offset, ...ofSlot));
    if (typeof judge === "function") {
      for (let from = 0; from < rows; from += grain) {
        const block = { from, to: Math.min(from + grain, rows), grain };
        runParallel(multiplies, block);
        show(places, judge, from, block.to);
        runParallel(gather, block);
      }
    } else {
      const offsets = mapped(places, ({ offset }) => offset);
      do runParallel([...multiplies, ...judge.steps(offsets), ...gather], { from: 0, to: rows, grain, together });
      while (judge.isDone?.() === false);
    }
    // Slots in their order, whoever made them.
    const finish = byColumns
      ? step("sums", ...byColumns, factors.offset, sums.offset)
      : step("fold", slots.offset, count, bytesOfSlot, sums.offset);
    const end = byColumns ? width : ofSums.length;
    runParallel([finish], { from: 0, to: end, grain: Math.max(leastPart, Math.ceil(end / mostParts)) });
    copyWeights([outputs, width], sums.array(Float64Array), ofSums.strides, result.weights, [width, 1]);
    const totals = new Float64Array(outputs + 1);
    const numbers = slots.array(Float64Array);
    for (let slot = 0; slot < count; slot++) {
      const start = (slot * bytesOfSlot + bytesOfSums) / 8;
      for (let k = 0; k <= outputs; k++) totals[k] = (totals[k] as number) + (numbers[start + k] as number);
    }
    result.intercept.set(totals.subarray(0, outputs));
    return totals[outputs] as number;
  };

  return {
    rows,
    width,
    outputs,
    margins(map, first, count, to) {
      // Blocks are computed as a whole.
      const from = Math.floor(first / grain) * grain;
      const end = Math.ceil((first + count) / grain) * grain;
      runParallel([multiply(map, own, margins)], { from, to: Math.min(end, rows), grain });
      to.set(arrayOf(margins).subarray(first * outputs, (first + count) * outputs));
    },
    pass: (map, loss, gradient) =>
      run([multiply(map, own, margins)], { margins, values, slopes: factors }, loss, values.offset, gradient),
    hessianProduct(map, direction, curvature, product) {
      along ??= { ...newMap(), directions: ofRows(outputs) };
      const { directions } = along;
      const multiplies = [multiply(map, own, margins), multiply(direction, along, directions)];
      run(multiplies, { margins, directions, products: factors }, curvature, 0, product);
    },
    free: () => owned.free(),
  };
}

function mapped<P extends string, T>(places: Places<P, Block>, make: (place: Block, name: P) => T): Record<P, T> {
  const made: Partial<Record<P, T>> = {};
  // For each block anew: entries of objects would take longer.
  for (const name in places) made[name] = make(places[name], name);
  return made as Record<P, T>;
}

type Strides = readonly [number, number];

/** Copies numbers for outputs and columns, so far apart from each other. */
function copyWeights(
  [outputs, width]: readonly [number, number],
  from: Floats,
  [fromOutput, fromColumn]: Strides,
  to: Floats,
  [toOutput, toColumn]: Strides,
): void {
  for (let k = 0; k < outputs; k++) {
    if (fromColumn === 1 && toColumn === 1) {
      to.set(from.subarray(k * fromOutput, k * fromOutput + width), k * toOutput);
    } else {
      for (let j = 0; j < width; j++) to[k * toOutput + j * toColumn] = from[k * fromOutput + j * fromColumn] as number;
    }
  }
}
