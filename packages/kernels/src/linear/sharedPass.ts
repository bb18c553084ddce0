import type { Block } from "../memory/block.ts";
import type { KernelStep } from "../threads/job.ts";
import { runParallel } from "../threads/threads.ts";
import type { LinearMap, LossKernel, CurvatureKernel } from "./linearRows.ts";
import { OwnedBlocks } from "./ownedBlocks.ts";
import type { RowKernels, RowSteps } from "./rowKernels.ts";

/** Sums are taken apart into so many segments at most, which threads share: the same ones whatever their number. */
const mostSegments = 32;
/** Fewer blocks than these are not worth sharing out. */
const fewestTogether = 2;

/** A map as the kernels read it. */
export interface MapPlace {
  readonly weights: Block;
  readonly intercept: Block;
}

/** Passes in which only kernels run: a thread takes a segment of rows, and block after block of it through all kernels, while it is in its cache. */
export class SharedPass {
  readonly #kernels: RowKernels;
  readonly #steps: RowSteps;
  readonly #blocks = new OwnedBlocks();
  readonly #together: number;
  readonly #segments: number;
  /** For all rows; vectors may be written across their end. */
  readonly #margins: Block;
  readonly #values: Block;
  readonly #factors: Block;
  #directions: Block | undefined;
  /** A slot a segment: sums for the weights, of the factors, of the values. */
  readonly #slots: Block;
  readonly #slotLength: number;

  constructor(kernels: RowKernels, steps: RowSteps) {
    const { rows, outputs, sumLength, work } = kernels;
    [this.#kernels, this.#steps] = [kernels, steps];
    const count = Math.max(1, Math.ceil(rows / steps.rowsOfBlock));
    const most = Math.max(1, Math.min(mostSegments, Math.floor(work)));
    this.#together = Math.max(fewestTogether, Math.ceil(count / most));
    this.#segments = Math.ceil(count / this.#together);
    this.#margins = this.#take(outputs);
    this.#values = this.#take(1);
    this.#factors = this.#take(outputs);
    this.#slotLength = sumLength + outputs + 1;
    this.#slots = this.#blocks.take(8 * this.#segments * this.#slotLength);
  }

  /** Zeros for all rows, and for those that fill the lanes of the last one. */
  #take(numbersOfRow: number): Block {
    const { computed, rows } = this.#kernels;
    const block = this.#blocks.take((rows + computed.count) * numbersOfRow * computed.bytes);
    block.array(Uint8Array).fill(0);
    return block;
  }

  pass(map: MapPlace, loss: LossKernel, gradient: LinearMap): number {
    const [margins, values, slopes] = [this.#margins.offset, this.#values.offset, this.#factors.offset];
    const steps = (): readonly KernelStep[] => [
      this.#multiply(map, this.#margins),
      ...loss.steps({ margins, values, slopes }),
    ];
    return this.#run(steps, loss, values, gradient);
  }

  hessianProduct(map: MapPlace, direction: MapPlace, curvature: CurvatureKernel, product: LinearMap): void {
    const along = (this.#directions ??= this.#take(this.#kernels.outputs));
    const [margins, directions, products] = [this.#margins.offset, along.offset, this.#factors.offset];
    const steps = (): readonly KernelStep[] => [
      this.#multiply(map, this.#margins),
      this.#multiply(direction, along),
      ...curvature.steps({ margins, directions, products }),
    ];
    this.#run(steps, curvature, 0, product);
  }

  #multiply({ weights, intercept }: MapPlace, to: Block): KernelStep {
    return this.#steps.margins(weights.offset, intercept.offset, to.offset);
  }

  /** Runs steps, once more where they ask for it, and adds up the products of rows and factors; the sum of the values. */
  #run(steps: () => readonly KernelStep[], loss: Pick<LossKernel, "isDone">, values: number, sums: LinearMap): number {
    const { rows, outputs, sumLength } = this.#kernels;
    const grain = this.#steps.rowsOfBlock;
    const length = this.#slotLength;
    const gather = this.#steps.gather({
      factors: this.#factors.offset,
      values,
      slots: this.#slots.offset,
      bytesOfSlot: 8 * length,
      rowsOfSlot: grain * this.#together,
    });
    do {
      this.#slots.array(Float64Array).fill(0);
      runParallel([...steps(), gather], { from: 0, to: rows, grain, together: this.#together });
    } while (loss.isDone?.() === false);
    // A view from before the steps were made is empty where the memory has grown for them, and is not shared.
    const slots = this.#slots.array(Float64Array);
    const all = new Float64Array(length);
    // In their order, whoever made them.
    for (let at = 0; at < slots.length; at++) all[at % length] = (all[at % length] as number) + (slots[at] as number);
    const ofWeights = this.#kernels.finish?.(this.#factors.offset) ?? all.subarray(0, sumLength);
    this.#kernels.readSums(ofWeights, sums);
    sums.intercept.set(all.subarray(sumLength, sumLength + outputs));
    return all[length - 1] as number;
  }

  free(): void {
    this.#blocks.free();
  }
}
