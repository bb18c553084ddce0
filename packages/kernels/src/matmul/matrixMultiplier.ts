import type { Lanes } from "../assembler/lanes.ts";
import { compile, type Exports, instantiate } from "../assembler/webAssembly.ts";
import { kernelMemory } from "../memory/kernelMemory.ts";
import { Scratch } from "../memory/scratch.ts";
import { blockDepth, blockRows, blockStride, matmulModule, tileColumns } from "./matmulKernel.ts";
import type { Floats, MatrixProduct } from "./matrixProduct.ts";

/** The longest sum within a panel: whole blocks, so that sums are cut at the same places whatever the panel. */
const panelDepth = 5 * blockDepth;
/** The most columns of a panel: a block of C as wide stays in the second cache, with the block of A. */
const panelWidth = 512;
/** Numbers of A that are held as they are. */
const stagingSize = 2 ** 19;
/** Rows of B on their way into a panel. */
const stagedRows = 64;

/** A part of the product: some columns of B, over a part of the sums. */
interface Panel {
  readonly firstColumn: number;
  readonly width: number;
  readonly firstInner: number;
  readonly depth: number;
}

/** Where things lie in the scratch memory, and how long they are, in numbers; the block of A lies at its start. */
interface Places {
  readonly c: number;
  readonly staging: number;
  readonly panel: number;
  /** Of the block of C. */
  readonly rowLength: number;
  readonly stripLength: number;
}

/** Some rows of A and C: `height` of the `rows` that are staged, from `row` on. */
interface Rows {
  readonly firstRow: number;
  readonly height: number;
  readonly row: number;
  readonly rows: number;
}

/**
 * The kernels for one type, with scratch memory: a block of A, a block of C, what is on its way, and a panel of B.
 * Copying in and out is little beside a product, and leaves memory to the arrays' owner.
 */
export class MatrixMultiplier {
  readonly #lanes: Lanes;
  readonly #tile: number;
  readonly #kernels: Exports;
  readonly #scratch = new Scratch();
  /** The address of the scratch memory, and its numbers. */
  #base = 0;
  #view: Floats = new Float64Array();

  constructor(lanes: Lanes, relaxed: boolean) {
    this.#lanes = lanes;
    this.#tile = tileColumns(lanes);
    this.#kernels = instantiate(compile(matmulModule(lanes, relaxed)), kernelMemory());
  }

  multiply(a: Floats, b: Floats, c: Floats, product: MatrixProduct): void {
    const { inner, columns } = product;
    for (let firstInner = 0; firstInner < inner; firstInner += panelDepth) {
      const depth = Math.min(panelDepth, inner - firstInner);
      for (let firstColumn = 0; firstColumn < columns; firstColumn += panelWidth) {
        const panel = { firstColumn, width: Math.min(panelWidth, columns - firstColumn), firstInner, depth };
        this.#multiplyPanel(a, b, c, product, panel);
      }
    }
  }

  #multiplyPanel(a: Floats, b: Floats, c: Floats, product: MatrixProduct, panel: Panel): void {
    const { width, depth } = panel;
    const most = Math.max(Math.floor(stagingSize / depth / blockRows), 1) * blockRows;
    // In numbers: a block of A, a block of C, what is on its way, the panel.
    const padded = Math.ceil(width / this.#tile) * this.#tile;
    const rowLength = padded + (padded % 512 === 0 ? this.#tile : 0);
    const c0 = blockRows * blockStride;
    const staging = c0 + Math.min(blockRows, product.rows) * rowLength;
    const panel0 =
      staging + Math.max(Math.min(most, product.rows) * depth, stagedRows * width, this.#tile * depth) + this.#tile;
    // Strips of a power of two would all lie in the same places of a cache.
    const stripLength = (depth + 2) * this.#tile;
    const places = { c: c0, staging, panel: panel0, rowLength, stripLength };
    this.#reserve(panel0 + (padded / this.#tile) * stripLength);

    if (product.transposeB === true) this.#packColumns(b, product, panel, places);
    else this.#packRows(b, product, panel, places);
    for (let firstRow = 0; firstRow < product.rows; firstRow += most) {
      const rows = Math.min(most, product.rows - firstRow);
      this.#stage(a, product, panel, places, firstRow, rows);
      for (let row = 0; row < rows; row += blockRows) {
        const height = Math.min(blockRows, rows - row);
        this.#multiplyBlock(c, product, panel, places, { firstRow: firstRow + row, height, row, rows });
      }
    }
  }

  /** Rows of A, or columns where it is transposed, as they are. */
  #stage(a: Floats, product: MatrixProduct, panel: Panel, { staging }: Places, firstRow: number, rows: number): void {
    const { firstInner, depth } = panel;
    if (product.transposeA === true) {
      copyRows(a, firstInner * product.rows + firstRow, product.rows, this.#view, staging, rows, depth, rows);
    } else {
      copyRows(a, firstRow * product.inner + firstInner, product.inner, this.#view, staging, depth, rows, depth);
    }
  }

  #multiplyBlock(c: Floats, product: MatrixProduct, panel: Panel, places: Places, block: Rows): void {
    const { bytes } = this.#lanes;
    const { columns, transposeA = false, accumulate = false } = product;
    const { firstColumn, width, firstInner, depth } = panel;
    const { firstRow, height, row, rows } = block;
    const base = this.#base;
    const { copyRows: copy, multiplyColumns, multiplyRows } = this.#kernels;
    const adds = accumulate || firstInner > 0;
    const inC = firstRow * columns + firstColumn;
    if (adds) copyRows(c, inC, columns, this.#view, places.c, places.rowLength, height, width);
    for (let from = 0; from < depth; from += blockDepth) {
      const part = Math.min(blockDepth, depth - from);
      if (transposeA) {
        const start = places.staging + from * rows + row;
        copy!(base + start * bytes, rows * bytes, base, blockRows * bytes, part, height * bytes);
      } else {
        const start = places.staging + row * depth + from;
        copy!(base + start * bytes, depth * bytes, base, blockStride * bytes, height, part * bytes);
      }
      (transposeA ? multiplyColumns : multiplyRows)!(
        base,
        base + (places.panel + from * this.#tile) * bytes,
        base + places.c * bytes,
        height,
        width,
        part,
        places.stripLength * bytes,
        places.rowLength * bytes,
        adds || from > 0 ? 1 : 0,
      );
    }
    copyRows(this.#view, places.c, places.rowLength, c, inC, columns, height, width);
  }

  #packRows(b: Floats, { columns }: MatrixProduct, panel: Panel, { staging, panel: to, stripLength }: Places): void {
    const { bytes } = this.#lanes;
    const base = this.#base;
    const { firstColumn, width, firstInner, depth } = panel;
    for (let from = 0; from < depth; from += stagedRows) {
      const rows = Math.min(stagedRows, depth - from);
      copyRows(b, (firstInner + from) * columns + firstColumn, columns, this.#view, staging, width, rows, width);
      const strip = to + from * this.#tile;
      this.#kernels["packRows"]!(base + staging * bytes, base + strip * bytes, rows, width, stripLength * bytes);
    }
  }

  #packColumns(b: Floats, { inner }: MatrixProduct, panel: Panel, { staging, panel: to, stripLength }: Places): void {
    const { bytes } = this.#lanes;
    const base = this.#base;
    const { firstColumn, width, firstInner, depth } = panel;
    for (let column = 0; column < width; column += this.#tile) {
      const columns = Math.min(this.#tile, width - column);
      copyRows(b, (firstColumn + column) * inner + firstInner, inner, this.#view, staging, depth, columns, depth);
      const strip = to + (column / this.#tile) * stripLength;
      this.#kernels["packColumns"]!(base + staging * bytes, base + strip * bytes, columns, depth);
    }
  }

  #reserve(numbers: number): void {
    const block = this.#scratch.reserve((numbers + this.#tile) * this.#lanes.bytes);
    this.#base = block.offset;
    // Anew each time: the memory may have grown for others.
    this.#view = block.array<Floats>(this.#lanes.bytes === 4 ? Float32Array : Float64Array);
  }
}

/** Rows of one length from one array to another, each with its own distance between rows; at once where there are no gaps. */
function copyRows(
  from: Floats,
  fromStart: number,
  fromStride: number,
  to: Floats,
  toStart: number,
  toStride: number,
  rows: number,
  length: number,
): void {
  if (fromStride === length && toStride === length) {
    to.set(from.subarray(fromStart, fromStart + rows * length), toStart);
    return;
  }
  for (let row = 0; row < rows; row++) {
    const start = fromStart + row * fromStride;
    to.set(from.subarray(start, start + length), toStart + row * toStride);
  }
}
