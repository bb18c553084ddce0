import type { Block } from "../memory/block.ts";
import { kernelMemory } from "../memory/kernelMemory.ts";
import type { KernelStep } from "../threads/job.ts";
import { runParallel } from "../threads/threads.ts";
import type {
  CurvatureBlock,
  CurvatureKernel,
  Floats,
  LinearMap,
  LinearRows,
  LossBlock,
  LossKernel,
} from "./linearRows.ts";
import { numbersOf } from "./rowOptions.ts";
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

/** What stands between the products of a pass: kernels, which threads share, or a function of some rows. */
type Judge =
  | { readonly steps: () => readonly KernelStep[]; readonly isDone: (() => boolean) | undefined }
  | ((first: number, end: number) => void);

/** Passes over rows: a thread takes the rows of a slot, and block after block of them through all kernels, while it is in its cache. */
export class KernelRows implements LinearRows {
  readonly rows: number;
  readonly width: number;
  readonly outputs: number;
  readonly #kernels: RowKernels;
  readonly #map: MapPlace;
  readonly #margins: Block;
  readonly #values: Block;
  readonly #factors: Block;
  #direction: (MapPlace & { readonly margins: Block }) | undefined;
  /** How many blocks are of one slot. */
  readonly #together: number;
  /** In each, sums for the weights stand first, then that of each output's factors, then that of the values. */
  readonly #slots: Block;
  readonly #bytesOfSums: number;
  readonly #bytesOfSlot: number;
  readonly #sums: Block;

  constructor(kernels: RowKernels) {
    const { rows, width, outputs, rowsOfBlock, work, sums, owned, byColumns } = kernels;
    [this.rows, this.width, this.outputs, this.#kernels] = [rows, width, outputs, kernels];
    const blocks = Math.ceil(rows / rowsOfBlock);
    this.#together = Math.max(fewestTogether, Math.ceil(blocks / Math.max(1, Math.min(mostSlots, Math.floor(work)))));
    this.#bytesOfSums = byColumns ? 0 : 8 * sums.length;
    this.#bytesOfSlot = this.#bytesOfSums + 8 * (outputs + 1);
    this.#slots = owned.take(Math.ceil(blocks / this.#together) * this.#bytesOfSlot);
    this.#sums = owned.take(8 * sums.length);
    this.#map = this.#place();
    this.#margins = this.#ofRows(outputs);
    this.#values = this.#ofRows(1);
    this.#factors = this.#ofRows(outputs);
  }

  #place(): MapPlace {
    const { weights, outputs } = this.#kernels;
    return { weights: this.#zeros(weights.length), intercept: this.#zeros(outputs) };
  }

  /** Numbers for all rows, and for those that fill the lanes of the last one. */
  #ofRows(each: number): Block {
    const { computed, rows } = this.#kernels;
    return this.#zeros((rows + computed.count) * each);
  }

  #zeros(count: number): Block {
    const { computed, owned } = this.#kernels;
    const block = owned.take(count * computed.bytes);
    this.#array(block).fill(0);
    return block;
  }

  #array(block: Block): Floats {
    return numbersOf(block, this.#kernels.computed);
  }

  #write(map: LinearMap, { weights, intercept }: MapPlace): void {
    const { outputs, weights: layout, width } = this.#kernels;
    copyWeights([outputs, width], map.weights, [width, 1], this.#array(weights), layout.strides);
    this.#array(intercept).set(map.intercept);
  }

  #step(kernel: string, ...args: readonly number[]): KernelStep {
    return { module: this.#kernels.module, kernel, args };
  }

  #multiply({ weights, intercept }: MapPlace, to: Block): KernelStep {
    return this.#step("margins", ...this.#kernels.args, weights.offset, intercept.offset, to.offset);
  }

  margins(map: LinearMap, first: number, count: number, margins: Floats): void {
    this.#write(map, this.#map);
    const { outputs, rows, rowsOfBlock: grain } = this.#kernels;
    // Blocks are computed as a whole.
    const [from, to] = [Math.floor(first / grain) * grain, Math.ceil((first + count) / grain) * grain];
    runParallel([this.#multiply(this.#map, this.#margins)], { from, to: Math.min(to, rows), grain });
    margins.set(this.#array(this.#margins).subarray(first * outputs, (first + count) * outputs));
  }

  pass(map: LinearMap, loss: ((block: LossBlock) => void) | LossKernel, gradient: LinearMap): number {
    this.#write(map, this.#map);
    const places = [this.#margins, this.#values, this.#factors] as const;
    const [margins, values, slopes] = offsetsOf(places);
    const judge =
      typeof loss === "function"
        ? this.#shown(places, (block, [margins, values, slopes]) => loss({ ...block, margins, values, slopes }))
        : { steps: () => loss.steps({ margins, values, slopes }), isDone: loss.isDone?.bind(loss) };
    return this.#run([this.#multiply(this.#map, this.#margins)], judge, values, gradient);
  }

  hessianProduct(
    map: LinearMap,
    direction: LinearMap,
    curvature: ((block: CurvatureBlock) => void) | CurvatureKernel,
    product: LinearMap,
  ): void {
    const other = (this.#direction ??= { ...this.#place(), margins: this.#ofRows(this.outputs) });
    this.#write(map, this.#map);
    this.#write(direction, other);
    const places = [this.#margins, other.margins, this.#factors] as const;
    const [margins, directions, products] = offsetsOf(places);
    const judge =
      typeof curvature === "function"
        ? this.#shown(places, (block, [margins, directions, products]) =>
            curvature({ ...block, margins, directions, products }),
          )
        : {
            steps: () => curvature.steps({ margins, directions, products }),
            isDone: curvature.isDone?.bind(curvature),
          };
    this.#run([this.#multiply(this.#map, this.#margins), this.#multiply(other, other.margins)], judge, 0, product);
  }

  /** Lets a function read and write the numbers of a block: as views or, where the memory may grow under them, as copies. */
  #shown(
    places: readonly Block[],
    use: (block: { readonly first: number; readonly rows: number }, arrays: [Floats, Floats, Floats]) => void,
  ): (first: number, end: number) => void {
    return (first, end) => {
      const ofRow = (place: Block): number => (place === this.#values ? 1 : this.outputs);
      const views = places.map((place) => this.#array(place).subarray(first * ofRow(place), end * ofRow(place)));
      const isShared = !(kernelMemory().buffer instanceof ArrayBuffer);
      const arrays = isShared ? views : views.map((view) => view.slice());
      use({ first, rows: end - first }, arrays as [Floats, Floats, Floats]);
      if (isShared) return;
      for (const [n, place] of places.entries()) this.#array(place).set(arrays[n] as Floats, first * ofRow(place));
    };
  }

  /** Runs the kernels and what judges between them, once more where it asks for it; writes the sums of rows times factors, and gives that of the values. */
  #run(multiply: readonly KernelStep[], judge: Judge, values: number, sums: LinearMap): number {
    const { args, byColumns, outputs, rows, rowsOfBlock: grain, sums: layout, width } = this.#kernels;
    const bytesOfSlot = this.#bytesOfSlot;
    const [factors, slots] = [this.#factors.offset, this.#slots.offset];
    const together = this.#together;
    const ofSlot = [bytesOfSlot, grain * together];
    const gather = [this.#step("totals", factors, values, slots, this.#bytesOfSums, ...ofSlot)];
    if (!byColumns) gather.push(this.#step("products", ...args, factors, slots, ...ofSlot));
    if (typeof judge === "function") {
      for (let from = 0; from < rows; from += grain) {
        const block = { from, to: Math.min(from + grain, rows), grain };
        runParallel(multiply, block);
        judge(from, block.to);
        runParallel(gather, block);
      }
    } else {
      do runParallel([...multiply, ...judge.steps(), ...gather], { from: 0, to: rows, grain, together });
      while (judge.isDone?.() === false);
    }
    // Slots in their order, whoever made them.
    const count = Math.ceil(rows / (grain * together));
    const to = this.#sums.offset;
    const finish = byColumns
      ? this.#step("sums", ...byColumns, factors, to)
      : this.#step("fold", slots, count, bytesOfSlot, to);
    const end = byColumns ? width : layout.length;
    runParallel([finish], { from: 0, to: end, grain: Math.max(leastPart, Math.ceil(end / mostParts)) });
    copyWeights([outputs, width], this.#sums.array(Float64Array), layout.strides, sums.weights, [width, 1]);
    const totals = new Float64Array(outputs + 1);
    const numbers = this.#slots.array(Float64Array);
    for (let slot = 0; slot < count; slot++) {
      const start = (slot * bytesOfSlot + this.#bytesOfSums) / 8;
      for (let k = 0; k <= outputs; k++) totals[k] = (totals[k] as number) + (numbers[start + k] as number);
    }
    sums.intercept.set(totals.subarray(0, outputs));
    return totals[outputs] as number;
  }

  free(): void {
    this.#kernels.owned.free();
  }
}

const offsetsOf = (blocks: readonly Block[]): [number, number, number] =>
  blocks.map(({ offset }) => offset) as [number, number, number];

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
