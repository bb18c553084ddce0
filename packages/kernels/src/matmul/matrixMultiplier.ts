import type { Lanes } from "../assembler/lanes.ts";
import { ModuleBuilder } from "../assembler/moduleBuilder.ts";
import { kernelMemoryImport } from "../memory/kernelMemory.ts";
import { Scratch } from "../memory/scratch.ts";
import { ThreadedModule } from "../threads/threadedModule.ts";
import { runParallel, threadSlots } from "../threads/threads.ts";
import type { KernelStep } from "../threads/job.ts";
import { inTurn } from "./inTurn.ts";
import type { Floats, MatrixProduct } from "./matrixProduct.ts";
import { addMultiply } from "./multiplyKernel.ts";
import { blockDepth, type Operands, type Panel } from "./operands.ts";
import { addPack, addPackTransposed, addWeighStrips } from "./pack.ts";
import { chunkRows, type Copies, copiesOf, isCopied, reserveRoom, type Room, spareRows, stagedRows } from "./room.ts";
import { type Part, type Place, StoredMatrix } from "./storedMatrix.ts";
import { tileRowBytes } from "./tile.ts";
import { TileChoice } from "./tileChoice.ts";

/** Of a row of a panel of B: a block of such rows, 1 MB, stays in the second cache. */
const panelRowBytes = 2048;
/** Products and sums of what a thread takes at a time, some 20 µs of work, and numbers that it packs. */
const [fewestProducts, fewestPacked] = [5e5, 5e4];
/** Rows of a thread are whole tiles of either height. */
const rowsOfTiles = 12;

type TileHeight = 4 | 6;

interface Kernels {
  readonly height: number;
  readonly module: ThreadedModule;
}

function kernelsFor(lanes: Lanes, relaxed: boolean, height: number): Kernels {
  const module = new ModuleBuilder({ relaxed, memory: kernelMemoryImport() });
  addMultiply(module, lanes, height);
  addPack(module, "packColumns", lanes, tileRowBytes / lanes.bytes);
  addPack(module, "packRows", lanes, height);
  addPackTransposed(module, lanes);
  addWeighStrips(module, lanes);
  return { height, module: new ThreadedModule(module.bytes()) };
}

/** Runs kernels for `count` rows or strips on all threads, a multiple of `unit` of them at a time, of which each is so much work. */
function share(steps: readonly KernelStep[], count: number, unit: number, work: number, meanwhile?: () => void): void {
  runParallel(steps, { from: 0, to: count, grain: Math.ceil(1 / (work * unit)) * unit }, meanwhile);
}

/** What products that are symmetric ask for besides. */
export interface Symmetric {
  /** `[inner]`: what the products are multiplied by. */
  readonly weights?: Floats | undefined;
}

/** Some rows of A and C. */
interface Chunk {
  readonly row: number;
  readonly rows: number;
  readonly copies: Copies;
  readonly from: Place;
  readonly to: Place;
  readonly inC: Part;
  /** Whether products are added to what stands in C. */
  readonly adds: boolean;
}

/** The kernels for one type, and their scratch memory. */
export class MatrixMultiplier {
  readonly #lanes: Lanes;
  readonly #choice: TileChoice<Kernels>;
  readonly #scratch = new Scratch();

  /** @param heights - of tiles, among which is chosen by measurement. */
  constructor(lanes: Lanes, relaxed: boolean, heights: readonly TileHeight[] = relaxed ? [6, 4] : [4, 6]) {
    this.#lanes = lanes;
    const makers = heights.map((height) => () => kernelsFor(lanes, relaxed, height));
    this.#choice = new TileChoice(makers, () => performance.now());
  }

  /** @param symmetric - if given, C is symmetric, and only its lower triangle is computed. */
  multiply(a: Floats, b: Floats, c: Floats, product: MatrixProduct, symmetric?: Symmetric): void {
    const { rows, inner, columns, transposeA = false, transposeB = false, accumulate = false } = product;
    const { strideA = transposeA ? rows : inner, strideB = transposeB ? inner : columns, strideC = columns } = product;
    const [left, right, result] = [
      new StoredMatrix(a, strideA),
      new StoredMatrix(b, strideB),
      new StoredMatrix(c, strideC),
    ];
    // Cᵀ = Bᵀ·Aᵀ: of a transposed B the rows are read as they lie, and packed is A. That spares work where B is the larger one.
    const swaps = transposeB && symmetric === undefined && rows < columns;
    this.#multiply({
      a: swaps ? right : left,
      b: swaps ? left : right,
      c: result,
      rows: swaps ? columns : rows,
      inner,
      columns: swaps ? rows : columns,
      transposeA: swaps ? !transposeB : transposeA,
      transposeB: swaps ? !transposeA : transposeB,
      intoColumns: swaps,
      accumulate,
      isLower: symmetric !== undefined,
      weights: symmetric?.weights,
    });
  }

  #multiply(operands: Operands): void {
    const { rows, inner, columns } = operands;
    const panelWidth = panelRowBytes / this.#lanes.bytes;
    // What is copied in several pieces is copied less often for deeper panels.
    const deepest = isCopied(operands) && rows > chunkRows ? 2 * blockDepth : blockDepth;
    for (let firstInner = 0; firstInner < inner; firstInner += deepest) {
      const depth = Math.min(deepest, inner - firstInner);
      for (let firstColumn = 0; firstColumn < columns; firstColumn += panelWidth) {
        const width = Math.min(panelWidth, columns - firstColumn);
        this.#multiplyPanel(operands, { firstColumn, width, firstInner, depth });
      }
    }
  }

  #multiplyPanel(operands: Operands, panel: Panel): void {
    const { rows, isLower } = operands;
    const room = reserveRoom(this.#scratch, this.#lanes.bytes, operands, panel);
    this.#choice.run(0, (kernels) => this.#pack(kernels, operands, panel, room));
    // Above the panel's first column nothing is written.
    const start = isLower ? panel.firstColumn - (panel.firstColumn % rowsOfTiles) : 0;
    inTurn(Math.ceil((rows - start) / room.chunk), room.copies.length, {
      stage: (n) => this.#stage(operands, panel, room, start + n * room.chunk, n),
      run: (chunk, meanwhile) => {
        const { row, rows: count } = chunk;
        const columns = isLower ? Math.min(panel.width, row + count / 2 - panel.firstColumn) : panel.width;
        // By thread: what was measured with another number of them is compared as well.
        this.#choice.run((2 * count * columns * panel.depth) / threadSlots(), (kernels) =>
          this.#multiplyChunk(kernels, operands, panel, room, chunk, meanwhile),
        );
      },
      finish: ({ copies, inC, to }) => operands.c.take(inC, to, copies.c),
    });
  }

  /** Along the sums or, where B is transposed, along its columns: some at a time, if they must be copied. */
  #pack({ module }: Kernels, { b, transposeB, weights }: Operands, panel: Panel, room: Room): void {
    const { bytes } = this.#lanes;
    const { firstColumn, width, firstInner, depth } = panel;
    const tile = tileRowBytes / bytes;
    const length = transposeB ? width : depth;
    const step = b.isInPlace ? length : stagedRows;
    if (weights)
      room.weights.numbers.set(weights.subarray(firstInner, firstInner + depth), room.weights.address / bytes);
    inTurn(Math.ceil(length / step), room.copies.length, {
      stage: (n) => {
        const from = n * step;
        const rows = Math.min(step, length - from);
        const part = transposeB
          ? { row: firstColumn + from, rows, column: firstInner, columns: depth }
          : { row: firstInner + from, rows, column: firstColumn, columns: width };
        return { from, rows, ...b.place(part, copiesOf(room, n).b, true) };
      },
      run: ({ address, from, rows, stride }, meanwhile) => {
        const [columns, inner] = transposeB ? [rows, depth] : [width, rows];
        const to = room.panel + (transposeB ? (from / tile) * room.stripBytes : from * tileRowBytes);
        const kernel = transposeB ? "packTransposed" : "packColumns";
        const steps = [{ module, kernel, args: [address, stride, columns, to, room.stripBytes, inner] }];
        if (weights) {
          const own = room.weights.address + (transposeB ? 0 : from * bytes);
          steps.push({ module, kernel: "weighStrips", args: [to, room.stripBytes, inner, own] });
        }
        share(steps, Math.ceil(columns / tile), 1, (tile * inner) / fewestPacked, meanwhile);
      },
    });
  }

  #stage(operands: Operands, panel: Panel, room: Room, row: number, n: number): Chunk {
    const { a, accumulate, c, intoColumns, isLower, transposeA } = operands;
    const { firstColumn, width, firstInner, depth } = panel;
    const rows = Math.min(room.chunk, operands.rows - row);
    const copies = copiesOf(room, n);
    const adds = accumulate || firstInner > 0;
    const inA: Part = transposeA
      ? { row: firstInner, rows: depth, column: row, columns: rows }
      : { row, rows, column: firstInner, columns: depth };
    const inC: Part = intoColumns
      ? { row: firstColumn, rows: width, column: row, columns: rows }
      : { row, rows, column: firstColumn, columns: width };
    const from = a.place(inA, copies.a, true);
    // What stands beyond the diagonal is written back as it was.
    const to = c.place(inC, copies.c, adds || isLower);
    return { row, rows, copies, from, to, inC, adds };
  }

  #multiplyChunk(
    { height, module }: Kernels,
    { intoColumns, isLower, transposeA }: Operands,
    { firstColumn, width, depth }: Panel,
    room: Room,
    { adds, from, row, rows, to }: Chunk,
    meanwhile: (() => void) | undefined,
  ): void {
    const { bytes } = this.#lanes;
    for (let at = 0; at < depth; at += blockDepth) {
      const part = Math.min(blockDepth, depth - at);
      const tileBytes = height * (part + spareRows) * bytes;
      if (transposeA) {
        const args = [from.address + at * from.stride, from.stride, rows, room.packedA, tileBytes, part];
        const tiles = Math.ceil(rows / height);
        share([{ module, kernel: "packRows", args }], tiles, 1, (height * part) / fewestPacked);
      }
      const ofA = transposeA
        ? [room.packedA, tileBytes, bytes, height * bytes]
        : [from.address + at * bytes, height * from.stride, from.stride, bytes];
      const ofB = [room.panel + at * tileRowBytes, room.stripBytes, width, part];
      const diagonal = isLower ? row + 1 - firstColumn : width;
      const ofC = [to.address, to.stride, adds || at > 0 ? 1 : 0, diagonal, room.spare];
      const work = (width * part) / fewestProducts;
      const kernel = intoColumns ? "multiplyIntoColumns" : "multiplyIntoRows";
      const steps = [{ module, kernel, args: [...ofA, ...ofB, ...ofC] }];
      share(steps, rows, rowsOfTiles, work, at === 0 ? meanwhile : undefined);
    }
  }
}
