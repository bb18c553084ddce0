import { copyNumbers, isInKernelMemory, kernelMemory, type ArrayType, type Lanes } from "@surprisal/kernels";
import { ShapeError } from "../../core/errors.ts";
import type { Field } from "./layout.ts";

/** An array that a program is given: numbers that it reads, or room for those that it writes. */
export type NumberArray = ArrayLike<number> | undefined;

export type View = Float32Array | Float64Array | Int32Array;

const types = { f32: Float32Array, f64: Float64Array, i32: Int32Array } as const;

/** Some rows of an array: where they are if they lie in the kernels' memory as a program reads them, and copies of them where not. */
export class RowArray {
  readonly field: Field;
  /** Of the first of the rows; undefined where they must be copied. */
  readonly address: number | undefined;
  readonly #given: NumberArray;
  readonly #length: number;
  /** Of the whole array, if it lies in the kernels' memory. */
  readonly #start: number | undefined;
  readonly #first: number;

  constructor(field: Field, given: NumberArray, first: number, count: number) {
    this.field = field;
    this.#given = given;
    this.#first = first;
    this.#length = given?.length ?? 0;
    if (!ArrayBuffer.isView(given)) return;
    const needed = field.bytes === 0 ? field.size : (first + count) * field.size;
    if (this.#length < needed)
      throw new ShapeError(
        `rowProgram: an array has ${this.#length} numbers, expected ${needed} (a view on the kernels' memory may be empty once that has grown)`,
      );
    this.#start = isInKernelMemory(given) ? given.byteOffset : undefined;
    if (given instanceof types[field.type] && this.#start !== undefined)
      this.address = this.#start + first * field.bytes;
  }

  /** Whether two arrays share bytes of the kernels' memory. */
  overlaps(other: RowArray, count: number): boolean {
    if (this.address === undefined || other.address === undefined) return false;
    return (
      this.address < other.address + count * other.field.bytes &&
      other.address < this.address + count * this.field.bytes
    );
  }

  /** Copies rows into a block, in which `at` is the number of the first. */
  copyIn(block: View, at: number, row: number, rows: number): void {
    const { bytes, size } = this.field;
    const [start, length] = [(this.#first + row) * size, rows * size];
    const given = this.#current();
    if (given === undefined) return;
    if (bytes === 0) {
      block.fill(given[0] as number, at, at + 16 / block.BYTES_PER_ELEMENT);
      return;
    }
    // A view that is an array of numbers is a typed array.
    if (ArrayBuffer.isView(given)) copyNumbers(given as View, start, length, block, at);
    else for (let i = 0; i < length; i++) block[at + i] = given[start + i] as number;
  }

  copyOut(block: View, at: number, row: number, rows: number): void {
    const { size } = this.field;
    const given = this.#current() as View | undefined;
    if (given) copyNumbers(block, at, rows * size, given, (this.#first + row) * size);
  }

  /** Where the memory is not shared, its views become empty when it grows: then another on the same place. */
  #current(): NumberArray {
    const given = this.#given;
    if (this.#start === undefined || given?.length === this.#length) return given;
    const Type = (given as View).constructor as ArrayType<View>;
    return new Type(kernelMemory().buffer, this.#start, this.#length);
  }
}

/** The views on a block that its fields are copied through. */
export const typeOf = ({ type }: Pick<Field, "type">): ArrayType<View> => types[type];

/** Lanes without a row of their own have the last one: what an earlier program left there may be no row at all, and decide how all lanes are run. */
export function repeatLast(view: View, at: number, size: number, rows: number, { count }: Lanes): void {
  const end = at + rows * size;
  for (let row = rows; row % count !== 0; row++) view.copyWithin(at + row * size, end - size, end);
}
