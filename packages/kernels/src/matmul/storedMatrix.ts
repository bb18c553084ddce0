import type { Lanes } from "../assembler/lanes.ts";
import { type Floats, numbersAt } from "../floats.ts";
import { isInKernelMemory } from "../memory/kernelMemory.ts";
import { copyNumbers } from "../memory/nodeBuffers.ts";

/** A first one, and how many. */
export type Span = readonly [first: number, count: number];

/** Some rows and columns. */
export type Part = readonly [rows: Span, columns: Span];

/** Where a part lies in the kernels' memory: its address, and the bytes from row to row. */
export interface Place {
  readonly address: number;
  readonly stride: number;
}

/** A matrix row by row, in the kernels' memory, where it is worked on in place, or in an array elsewhere, of which parts are copied. */
export interface StoredMatrix {
  readonly isInPlace: boolean;
  /** A part, copied to an address if it lies elsewhere and is to be `read`. */
  place(part: Part, address: number, read: boolean): Place;
  /** Takes a part over that was written at its place. */
  take(part: Part, place: Place): void;
}

/** @param width - from row to row. */
export function storedMatrix(array: Floats, width: number, lanes: Lanes): StoredMatrix {
  const { bytes } = lanes;
  const own = isInKernelMemory(array) ? array.byteOffset : undefined;
  const startOf = ([[row], [column]]: Part): number => row * width + column;
  const copyOf = ([[, rows]]: Part, { address, stride }: Place): Floats =>
    numbersAt(address, (rows * stride) / bytes, lanes);
  return {
    isInPlace: own !== undefined,
    place(part, address, read) {
      if (own !== undefined) return { address: own + startOf(part) * bytes, stride: width * bytes };
      const place = { address, stride: strideFor(part[1][1], bytes) };
      if (read) copyRows(part, array, startOf(part), width, copyOf(part, place), 0, place.stride / bytes);
      return place;
    },
    take(part, place) {
      if (own === undefined) copyRows(part, copyOf(part, place), 0, place.stride / bytes, array, startOf(part), width);
    },
  };
}

/** From one row of a copy to the next: powers of two would put them all into the same places of a cache. */
const strideFor = (columns: number, bytes: number): number =>
  (columns * bytes) % 2048 === 0 ? (columns + 16) * bytes : columns * bytes;

/** What the copy of a part takes, in bytes. */
export const bytesOfCopy = (rows: number, columns: number, bytes: number): number => rows * strideFor(columns, bytes);

function copyRows(
  [[, rows], [, columns]]: Part,
  from: Floats,
  fromStart: number,
  fromStride: number,
  to: Floats,
  toStart: number,
  toStride: number,
): void {
  // Rows without anything between them are one.
  const [count, length] = fromStride === columns && toStride === columns ? [1, rows * columns] : [rows, columns];
  for (let row = 0; row < count; row++)
    copyNumbers(from, fromStart + row * fromStride, length, to, toStart + row * toStride);
}
