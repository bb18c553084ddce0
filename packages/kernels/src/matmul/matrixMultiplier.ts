import type { Lanes } from "../assembler/lanes.ts";
import { supports } from "../assembler/supports.ts";
import { type Floats, numbersAt } from "../floats.ts";
import { kernelModule } from "../kernelModule.ts";
import { Scratch } from "../memory/scratch.ts";
import { inTurn } from "../threads/inTurn.ts";
import type { KernelStep } from "../threads/job.ts";
import type { ThreadedModule } from "../threads/threadedModule.ts";
import { runParallel, threadSlots } from "../threads/threads.ts";
import type { MatrixProduct } from "./matrixProduct.ts";
import { addMultiply } from "./multiplyKernel.ts";
import { blockDepth, type Operands, type Panel } from "./operands.ts";
import { addPack, addPackTransposed, addWeighStrips } from "./pack.ts";
import { chunkRows, copiesOf, isCopied, reserveRoom, type Room, spareRows, stagedRows } from "./room.ts";
import { type Part, type Span, storedMatrix } from "./storedMatrix.ts";
import { tileRowBytes } from "./tile.ts";
import { tileChoice } from "./tileChoice.ts";

/** Of a row of a panel of B: a block of such rows, 1 MB, stays in the second cache. */
const panelRowBytes = 2048;
/** Products and sums of what a thread takes at a time, some 20 µs of work. */
const fewestProducts = 5e5;
/** Numbers that it packs at a time. */
const fewestPacked = 5e4;
/** Rows of a thread are whole tiles of either height. */
const rowsOfTiles = 12;

type TileHeight = 4 | 6;

interface Kernels {
  readonly height: number;
  readonly module: ThreadedModule;
}

const kernelsFor = (lanes: Lanes, deterministic: boolean, height: number): Kernels => ({
  height,
  module: kernelModule(`products ${lanes.name} ${height}`, deterministic, (module) => {
    addMultiply(module, lanes, height);
    addPack(module, "packColumns", lanes, tileRowBytes / lanes.bytes);
    addPack(module, "packRows", lanes, height);
    addPackTransposed(module, lanes);
    addWeighStrips(module, lanes);
  }),
});

/** Runs kernels for `count` rows or strips on all threads, a multiple of `unit` of them at a time, of which each is so much work. */
function share(steps: readonly KernelStep[], count: number, unit: number, work: number, meanwhile?: () => void): void {
  runParallel(steps, { from: 0, to: count, grain: Math.ceil(1 / (work * unit)) * unit }, meanwhile);
}

/** What products that are symmetric ask for besides. */
export interface Symmetric {
  /** `[inner]`: what the products are multiplied by. */
  readonly weights?: Floats | undefined;
}

/** A product as `multiplyMatrices` takes it, checked. */
export type Multiply = (a: Floats, b: Floats, c: Floats, product: MatrixProduct, symmetric?: Symmetric) => void;

/**
 * The product of numbers of one type, with scratch memory of its own. If `symmetric` is given, C is symmetric, and only its lower triangle is computed.
 *
 * @param heights - of tiles, among which is chosen by measurement.
 */
export function matrixMultiplier(
  lanes: Lanes,
  deterministic: boolean,
  heights: readonly TileHeight[] = deterministic || !supports.relaxed ? [4, 6] : [6, 4],
): Multiply {
  const makers = heights.map((height) => () => kernelsFor(lanes, deterministic, height));
  const choose = tileChoice(makers, () => performance.now());
  const scratch = new Scratch();
  return (a, b, c, product, symmetric) => {
    const { rows, inner, columns, transposeA = false, transposeB = false, accumulate = false } = product;
    const { strideA = transposeA ? rows : inner, strideB = transposeB ? inner : columns, strideC = columns } = product;
    const left = storedMatrix(a, strideA, lanes);
    const right = storedMatrix(b, strideB, lanes);
    const shared = {
      c: storedMatrix(c, strideC, lanes),
      inner,
      accumulate,
      isLower: symmetric !== undefined,
      weights: symmetric?.weights,
    };
    const operands =
      // Cᵀ = Bᵀ·Aᵀ: of a transposed B the rows are read as they lie, and packed is A. That spares work where B is the larger one.
      transposeB && symmetric === undefined && rows < columns
        ? {
            ...shared,
            a: right,
            b: left,
            rows: columns,
            columns: rows,
            transposeA: false,
            transposeB: !transposeA,
            intoColumns: true,
          }
        : { ...shared, a: left, b: right, rows, columns, transposeA, transposeB, intoColumns: false };
    const panelWidth = panelRowBytes / lanes.bytes;
    // What is copied in several pieces is copied less often for deeper panels.
    const deepest = isCopied(operands) && operands.rows > chunkRows ? 2 * blockDepth : blockDepth;
    for (let firstInner = 0; firstInner < inner; firstInner += deepest) {
      const depth = Math.min(deepest, inner - firstInner);
      for (let firstColumn = 0; firstColumn < operands.columns; firstColumn += panelWidth) {
        const panel = { firstColumn, width: Math.min(panelWidth, operands.columns - firstColumn), firstInner, depth };
        multiplyPanel(lanes, choose, operands, panel, reserveRoom(scratch, lanes.bytes, operands, panel));
      }
    }
  };
}

function multiplyPanel(
  lanes: Lanes,
  choose: ReturnType<typeof tileChoice<Kernels>>,
  { a, b, c, rows, transposeA, transposeB, intoColumns, accumulate, isLower, weights }: Operands,
  { firstColumn, width, firstInner, depth }: Panel,
  room: Room,
): void {
  const { bytes } = lanes;
  const { stripBytes } = room;
  const columns: Span = [firstColumn, width];
  const sums: Span = [firstInner, depth];

  /** Along the sums or, where B is transposed, along its columns: some at a time, if they must be copied. */
  const pack = ({ module }: Kernels): void => {
    const tile = tileRowBytes / bytes;
    const length = transposeB ? width : depth;
    const step = b.isInPlace ? length : stagedRows;
    if (weights) numbersAt(room.weights, depth, lanes).set(weights.subarray(firstInner, firstInner + depth));
    inTurn(Math.ceil(length / step), room.copies.length, {
      stage: (n) => {
        const from = n * step;
        const count = Math.min(step, length - from);
        const part: Part = transposeB ? [[firstColumn + from, count], sums] : [[firstInner + from, count], columns];
        return { from, count, ...b.place(part, copiesOf(room, n).b, true) };
      },
      run: ({ address, from, count, stride }, meanwhile) => {
        const [wide, deep] = transposeB ? [count, depth] : [width, count];
        const to = room.panel + (transposeB ? (from / tile) * stripBytes : from * tileRowBytes);
        const kernel = transposeB ? "packTransposed" : "packColumns";
        const steps = [{ module, kernel, args: [address, stride, wide, to, stripBytes, deep] }];
        if (weights) {
          const own = room.weights + (transposeB ? 0 : from * bytes);
          steps.push({ module, kernel: "weighStrips", args: [to, stripBytes, deep, own] });
        }
        share(steps, Math.ceil(wide / tile), 1, (tile * deep) / fewestPacked, meanwhile);
      },
    });
  };

  /** Some rows of A and C, in their places. */
  const stage = (row: number, n: number) => {
    const copies = copiesOf(room, n);
    const own: Span = [row, Math.min(room.chunk, rows - row)];
    const inC: Part = intoColumns ? [columns, own] : [own, columns];
    const adds = accumulate || firstInner > 0;
    return {
      own,
      adds,
      from: a.place(transposeA ? [sums, own] : [own, sums], copies.a, true),
      inC,
      // What stands beyond the diagonal is written back as it was.
      to: c.place(inC, copies.c, adds || isLower),
    };
  };

  const multiply = (
    { height, module }: Kernels,
    { adds, from, own: [row, count], to }: ReturnType<typeof stage>,
    meanwhile: (() => void) | undefined,
  ): void => {
    for (let at = 0; at < depth; at += blockDepth) {
      const part = Math.min(blockDepth, depth - at);
      const tileBytes = height * (part + spareRows) * bytes;
      if (transposeA) {
        const args = [from.address + at * from.stride, from.stride, count, room.packedA, tileBytes, part];
        share([{ module, kernel: "packRows", args }], Math.ceil(count / height), 1, (height * part) / fewestPacked);
      }
      const ofA = transposeA
        ? [room.packedA, tileBytes, bytes, height * bytes]
        : [from.address + at * bytes, height * from.stride, from.stride, bytes];
      const ofB = [room.panel + at * tileRowBytes, stripBytes, width, part];
      const diagonal = isLower ? row + 1 - firstColumn : width;
      const ofC = [to.address, to.stride, adds || at > 0 ? 1 : 0, diagonal, room.spare];
      const kernel = intoColumns ? "multiplyIntoColumns" : "multiplyIntoRows";
      const steps = [{ module, kernel, args: [...ofA, ...ofB, ...ofC] }];
      share(steps, count, rowsOfTiles, (width * part) / fewestProducts, at === 0 ? meanwhile : undefined);
    }
  };

  choose(0, pack);
  // Above the panel's first column nothing is written.
  const start = isLower ? firstColumn - (firstColumn % rowsOfTiles) : 0;
  inTurn(Math.ceil((rows - start) / room.chunk), room.copies.length, {
    stage: (n) => stage(start + n * room.chunk, n),
    run: (chunk, meanwhile) => {
      const [row, count] = chunk.own;
      const written = isLower ? Math.min(width, row + count / 2 - firstColumn) : width;
      // By thread: what was measured with another number of them is compared as well.
      choose((2 * count * written * depth) / threadSlots(), (kernels) => multiply(kernels, chunk, meanwhile));
    },
    finish: ({ inC, to }) => c.take(inC, to),
  });
}
