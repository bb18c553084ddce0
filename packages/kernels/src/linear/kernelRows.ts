import type { Block } from "../memory/block.ts";
import { kernelMemory } from "../memory/kernelMemory.ts";
import type {
  CurvatureBlock,
  CurvatureKernel,
  Floats,
  LinearMap,
  LinearRows,
  LossBlock,
  LossKernel,
} from "./linearRows.ts";
import { OwnedBlocks } from "./ownedBlocks.ts";
import type { RowKernels } from "./rowKernels.ts";
import { type MapPlace, SharedPass } from "./sharedPass.ts";

/**
 * Blocks of rows are summed up in so many segments at most, and those in order: the sums have the same bits, whoever computes which segment.
 */
const mostSegments = 16;

/** Passes over rows, by kernels for their layout. */
export class KernelRows implements LinearRows {
  readonly rows: number;
  readonly width: number;
  readonly outputs: number;
  readonly #kernels: RowKernels;
  readonly #blocks = new OwnedBlocks();
  /** The rows of the largest block. */
  readonly #most: number;
  readonly #segments: number;
  readonly #map: MapPlace;
  readonly #margins: Block;
  readonly #values: Block;
  readonly #factors: Block;
  readonly #sums: Block;
  #shared: SharedPass | undefined;
  #direction: (MapPlace & { readonly margins: Block }) | undefined;

  constructor(kernels: RowKernels) {
    const { rows, width, outputs, blocks, sumLength, work } = kernels;
    [this.rows, this.width, this.outputs, this.#kernels] = [rows, width, outputs, kernels];
    const count = blocks.length - 1;
    this.#most = Array.from({ length: count }, (_, n) => (blocks[n + 1] as number) - (blocks[n] as number)).reduce(
      (most, each) => Math.max(most, each),
      0,
    );
    this.#segments = Math.max(1, Math.min(mostSegments, count, Math.floor(work)));
    this.#map = this.#place();
    this.#margins = this.#take(this.#most * outputs);
    this.#values = this.#take(this.#most);
    this.#factors = this.#take(this.#most * outputs);
    this.#sums = this.#blocks.take(8 * sumLength);
  }

  /** Numbers of what is computed in. */
  #take(count: number): Block {
    return this.#blocks.take(count * this.#kernels.computed.bytes);
  }

  #place(): MapPlace {
    return { weights: this.#take(this.#kernels.mapLength), intercept: this.#take(this.outputs) };
  }

  #array(block: Block): Floats {
    return this.#kernels.computed.bytes === 4 ? block.array(Float32Array) : block.array(Float64Array);
  }

  #write(map: LinearMap, { weights, intercept }: MapPlace): void {
    this.#kernels.writeWeights(map, weights);
    this.#array(intercept).set(map.intercept);
  }

  margins(map: LinearMap, first: number, count: number, margins: Floats): void {
    this.#write(map, this.#map);
    for (let done = 0; done < count; done += this.#most) {
      const rows = Math.min(this.#most, count - done);
      this.#multiply(this.#map, first + done, rows, this.#margins);
      margins.set(this.#array(this.#margins).subarray(0, rows * this.outputs), done * this.outputs);
    }
  }

  #multiply({ weights, intercept }: MapPlace, first: number, rows: number, to: Block): void {
    this.#kernels.margins(first, rows, weights.offset, intercept.offset, to.offset);
  }

  pass(map: LinearMap, loss: ((block: LossBlock) => void) | LossKernel, gradient: LinearMap): number {
    this.#write(map, this.#map);
    if (typeof loss !== "function") return this.#sharedPass().pass(this.#map, loss, gradient);
    const exchange = this.#exchange([this.#margins], [this.#values, this.#factors]);
    const kernels = this.#kernels;
    let segmentTotal = 0;
    let all = 0;
    this.#overSegments(
      gradient,
      (first, rows) => {
        this.#multiply(this.#map, first, rows, this.#margins);
        exchange(([margins, values, slopes]) => loss({ first, rows, margins, values, slopes }));
        segmentTotal += kernels.total(this.#values.offset, rows, kernels.computed.bytes);
      },
      () => {
        all += segmentTotal;
        segmentTotal = 0;
      },
    );
    return all;
  }

  hessianProduct(
    map: LinearMap,
    direction: LinearMap,
    curvature: ((block: CurvatureBlock) => void) | CurvatureKernel,
    product: LinearMap,
  ): void {
    const other = (this.#direction ??= { ...this.#place(), margins: this.#take(this.#most * this.outputs) });
    this.#write(map, this.#map);
    this.#write(direction, other);
    if (typeof curvature !== "function") {
      this.#sharedPass().hessianProduct(this.#map, other, curvature, product);
      return;
    }
    const exchange = this.#exchange([this.#margins, other.margins], [this.#factors]);
    this.#overSegments(product, (first, rows) => {
      this.#multiply(this.#map, first, rows, this.#margins);
      this.#multiply(other, first, rows, other.margins);
      exchange(([margins, directions, products]) => curvature({ first, rows, margins, directions, products }));
    });
  }

  #sharedPass(): SharedPass {
    const { steps } = this.#kernels;
    if (steps === undefined)
      throw new TypeError("pass: the loss is a kernel, expected a function for this layout of rows");
    return (this.#shared ??= new SharedPass(this.#kernels, steps));
  }

  /** Lets others read and write blocks: as views or, where the memory may grow under them, as copies. */
  #exchange(
    read: readonly Block[],
    written: readonly Block[],
  ): (use: (arrays: [Floats, Floats, Floats]) => void) => void {
    const views = [...read, ...written].map((each) => this.#array(each)) as [Floats, Floats, Floats];
    if (kernelMemory().buffer instanceof SharedArrayBuffer) return (use) => use(views);
    const copies = views.map((each) => each.slice()) as [Floats, Floats, Floats];
    return (use) => {
      for (const [n, block] of read.entries()) copies[n]?.set(this.#array(block));
      use(copies);
      for (const [n, block] of written.entries()) this.#array(block).set(copies[read.length + n] as Floats);
    };
  }

  /** Adds up the products of rows and factors, which `run` writes for some rows at a time. */
  #overSegments(sums: LinearMap, run: (first: number, rows: number) => void, end?: () => void): void {
    const { outputs } = this;
    const kernels = this.#kernels;
    const { blocks, sumLength, computed } = kernels;
    const all = new Float64Array(sumLength);
    const intercept = new Float64Array(outputs);
    const own = new Float64Array(outputs);
    const count = blocks.length - 1;
    for (let segment = 0; segment < this.#segments; segment++) {
      this.#sums.array(Float64Array).fill(0);
      own.fill(0);
      const last = Math.floor(((segment + 1) * count) / this.#segments);
      for (let n = Math.floor((segment * count) / this.#segments); n < last; n++) {
        const first = blocks[n] as number;
        const rows = (blocks[n + 1] as number) - first;
        run(first, rows);
        kernels.addProducts(first, rows, this.#factors.offset, this.#sums.offset);
        for (let k = 0; k < outputs; k++) {
          own[k] =
            (own[k] as number) +
            kernels.total(this.#factors.offset + k * computed.bytes, rows, outputs * computed.bytes);
        }
      }
      addTo(all, this.#sums.array(Float64Array));
      addTo(intercept, own);
      end?.();
    }
    kernels.readSums(kernels.finish?.() ?? all, sums);
    sums.intercept.set(intercept);
  }

  free(): void {
    this.#shared?.free();
    this.#blocks.free();
    this.#kernels.free();
  }
}

function addTo(sums: Float64Array, terms: Float64Array): void {
  for (let i = 0; i < sums.length; i++) sums[i] = (sums[i] as number) + (terms[i] as number);
}
