import { isInKernelMemory } from "../memory/kernelMemory.ts";
import type { Floats } from "./matrixProduct.ts";

/** Some rows and columns. */
export interface Part {
  readonly row: number;
  readonly rows: number;
  readonly column: number;
  readonly columns: number;
}

/** Where a part lies in the kernels' memory: its address, and the bytes from row to row. */
export interface Place {
  readonly address: number;
  readonly stride: number;
}

/** Room in the kernels' memory for what lies elsewhere: its address, and the memory as numbers. */
export interface Staging {
  readonly address: number;
  readonly numbers: Floats;
}

/** A matrix row by row, in the kernels' memory, where it is worked on in place, or in an array elsewhere, of which parts are copied. */
export class StoredMatrix {
  readonly #array: Floats;
  readonly #width: number;
  readonly #address: number | undefined;

  constructor(array: Floats, width: number) {
    this.#array = array;
    this.#width = width;
    this.#address = isInKernelMemory(array) ? array.byteOffset : undefined;
  }

  get isInPlace(): boolean {
    return this.#address !== undefined;
  }

  /** A part, copied if it lies elsewhere and is to be `read`. */
  place(part: Part, staging: Staging, read: boolean): Place {
    const bytes = this.#array.BYTES_PER_ELEMENT;
    const start = part.row * this.#width + part.column;
    if (this.#address !== undefined) return { address: this.#address + start * bytes, stride: this.#width * bytes };
    const stride = strideFor(part.columns, bytes);
    if (read) {
      const { address, numbers } = staging;
      copyRows(this.#array, start, this.#width, numbers, address / bytes, stride / bytes, part);
    }
    return { address: staging.address, stride };
  }

  /** Takes a part over that was written at its place. */
  take(part: Part, { address, stride }: Place, { numbers }: Staging): void {
    if (this.#address !== undefined) return;
    const bytes = this.#array.BYTES_PER_ELEMENT;
    const start = part.row * this.#width + part.column;
    copyRows(numbers, address / bytes, stride / bytes, this.#array, start, this.#width, part);
  }
}

/** From one row of a copy to the next: powers of two would put them all into the same places of a cache. */
const strideFor = (columns: number, bytes: number): number =>
  (columns * bytes) % 2048 === 0 ? (columns + 16) * bytes : columns * bytes;

/** What the copy of a part takes, in bytes. */
export const bytesOfCopy = ({ rows, columns }: Pick<Part, "rows" | "columns">, bytes: number): number =>
  rows * strideFor(columns, bytes);

function copyRows(
  from: Floats,
  fromStart: number,
  fromStride: number,
  to: Floats,
  toStart: number,
  toStride: number,
  { rows, columns }: Part,
): void {
  if (fromStride === columns && toStride === columns) {
    to.set(from.subarray(fromStart, fromStart + rows * columns), toStart);
    return;
  }
  for (let row = 0; row < rows; row++) {
    const start = fromStart + row * fromStride;
    to.set(from.subarray(start, start + columns), toStart + row * toStride);
  }
}
