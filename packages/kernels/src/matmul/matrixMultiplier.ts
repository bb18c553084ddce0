import type { Lanes } from "../assembler/lanes.ts";
import { compile, createMemory, type Exports, instantiate, type Memory } from "../assembler/webAssembly.ts";
import { blockDepth, blockRows, matmulModule, tileColumns } from "./matmulKernel.ts";
import type { Floats, MatrixProduct } from "./matrixProduct.ts";

/** Numbers of B that are packed at a time, as a panel. */
const panelSize = 2 ** 20;
/** The longest sum within a panel. */
const panelDepth = 2 ** 13;
/** Numbers on their way into a panel. */
const stagingSize = 2 ** 15;

/** A part of the product: some columns of B, over a part of the sums. */
interface Panel {
  readonly firstColumn: number;
  readonly width: number;
  readonly firstInner: number;
  readonly depth: number;
}

/** Some rows of C within a panel, which lie in the memory from `at` on. */
interface Block {
  readonly firstRow: number;
  readonly height: number;
  readonly at: number;
  readonly rowLength: number;
}

/**
 * The kernels for one type, with a memory of their own: a block of A, a block of C, what is on its way, and a panel of B.
 * Copying in and out is little beside a product, and leaves memory to the arrays' owner.
 */
export class MatrixMultiplier {
  readonly #lanes: Lanes;
  readonly #tile: number;
  readonly #memory: Memory = createMemory({ minimum: 1 });
  readonly #kernels: Exports;
  #view: Floats;

  constructor(lanes: Lanes, relaxed: boolean) {
    this.#lanes = lanes;
    this.#tile = tileColumns(lanes);
    this.#kernels = instantiate(compile(matmulModule(lanes, relaxed)), this.#memory);
    this.#view = this.#wholeMemory();
  }

  #wholeMemory(): Floats {
    const { buffer } = this.#memory;
    return this.#lanes.bytes === 4 ? new Float32Array(buffer) : new Float64Array(buffer);
  }

  multiply(a: Floats, b: Floats, c: Floats, product: MatrixProduct): void {
    const { inner, columns } = product;
    for (let firstInner = 0; firstInner < inner; firstInner += panelDepth) {
      const depth = Math.min(panelDepth, inner - firstInner);
      const most = Math.max(Math.floor(panelSize / depth / this.#tile), 1) * this.#tile;
      for (let firstColumn = 0; firstColumn < columns; firstColumn += most) {
        const panel = { firstColumn, width: Math.min(most, columns - firstColumn), firstInner, depth };
        this.#multiplyPanel(a, b, c, product, panel);
      }
    }
  }

  #multiplyPanel(a: Floats, b: Floats, c: Floats, product: MatrixProduct, panel: Panel): void {
    const { bytes } = this.#lanes;
    const rowLength = Math.ceil(panel.width / this.#tile) * this.#tile;
    const at = blockRows * blockDepth;
    const staging = at + blockRows * rowLength;
    const packed = staging + Math.max(stagingSize, rowLength, this.#tile * panel.depth);
    this.#reserve(packed + rowLength * panel.depth);
    if (product.transposeB === true) this.#packColumns(b, product, panel, staging, packed);
    else this.#packRows(b, product, panel, staging, packed);

    const { multiplyColumns, multiplyRows } = this.#kernels;
    const multiply = product.transposeA === true ? multiplyColumns : multiplyRows;
    for (let firstRow = 0; firstRow < product.rows; firstRow += blockRows) {
      const block = { firstRow, height: Math.min(blockRows, product.rows - firstRow), at, rowLength };
      if (product.accumulate === true || panel.firstInner > 0) this.#fetch(c, product, panel, block);
      else this.#view.fill(0, at, at + block.height * rowLength);
      for (let from = 0; from < panel.depth; from += blockDepth) {
        const depth = Math.min(blockDepth, panel.depth - from);
        this.#copyBlock(a, product, block, panel.firstInner + from, depth);
        const strip = packed + from * this.#tile;
        const stripBytes = panel.depth * this.#tile * bytes;
        multiply!(0, strip * bytes, at * bytes, block.height, panel.width, depth, stripBytes, rowLength * bytes);
      }
      this.#put(c, product, panel, block);
    }
  }

  #reserve(numbers: number): void {
    const missing = (numbers + this.#tile) * this.#lanes.bytes - this.#memory.buffer.byteLength;
    if (missing <= 0) return;
    this.#memory.grow(Math.ceil(missing / 65536));
    this.#view = this.#wholeMemory();
  }

  #packRows(b: Floats, { columns }: MatrixProduct, panel: Panel, staging: number, packed: number): void {
    const { bytes } = this.#lanes;
    const { firstColumn, width, firstInner, depth } = panel;
    const most = Math.max(Math.floor(stagingSize / width), 1);
    for (let from = 0; from < depth; from += most) {
      const rows = Math.min(most, depth - from);
      copyRows(b, (firstInner + from) * columns + firstColumn, columns, this.#view, staging, width, rows, width);
      const to = (packed + from * this.#tile) * bytes;
      this.#kernels["packRows"]!(staging * bytes, to, rows, width, depth * this.#tile * bytes);
    }
  }

  #packColumns(b: Floats, { inner }: MatrixProduct, panel: Panel, staging: number, packed: number): void {
    const { bytes } = this.#lanes;
    const { firstColumn, width, firstInner, depth } = panel;
    for (let column = 0; column < width; column += this.#tile) {
      const columns = Math.min(this.#tile, width - column);
      copyRows(b, (firstColumn + column) * inner + firstInner, inner, this.#view, staging, depth, columns, depth);
      this.#kernels["packColumns"]!(staging * bytes, (packed + column * depth) * bytes, columns, depth);
    }
  }

  /** A block of A to the start of the memory. */
  #copyBlock(a: Floats, product: MatrixProduct, { firstRow, height }: Block, firstInner: number, depth: number): void {
    const { rows, inner, transposeA } = product;
    if (transposeA === true) copyRows(a, firstInner * rows + firstRow, rows, this.#view, 0, blockRows, depth, height);
    else copyRows(a, firstRow * inner + firstInner, inner, this.#view, 0, blockDepth, height, depth);
  }

  #fetch(c: Floats, { columns }: MatrixProduct, { firstColumn, width }: Panel, block: Block): void {
    const { at, firstRow, height, rowLength } = block;
    copyRows(c, firstRow * columns + firstColumn, columns, this.#view, at, rowLength, height, width);
  }

  #put(c: Floats, { columns }: MatrixProduct, { firstColumn, width }: Panel, block: Block): void {
    const { at, firstRow, height, rowLength } = block;
    copyRows(this.#view, at, rowLength, c, firstRow * columns + firstColumn, columns, height, width);
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
