import type { Block, Lanes } from "@surprisal/kernels";
import { repeatLast, typeOf, type RowArray, type View } from "./arrays.ts";
import type { BlockLayout } from "./layout.ts";

/** An array of which rows are copied: its place among all, and that of its copies. */
interface Copy {
  readonly k: number;
  readonly array: RowArray;
  readonly address: number;
  readonly view: View;
  /** Where in the view its first number is. */
  readonly at: number;
}

/** Room for copies of some rows of those arrays that do not lie where a program can read them. */
export class CopiedRows {
  readonly #copies: readonly Copy[];
  readonly #inputs: number;
  /** Where each lane has a row of its own. */
  readonly #lanes: Lanes | undefined;

  constructor(
    memory: Block,
    start: number,
    { starts }: BlockLayout,
    arrays: readonly (RowArray | undefined)[],
    inputs: number,
    lanes: Lanes | undefined,
  ) {
    this.#inputs = inputs;
    this.#lanes = lanes;
    this.#copies = arrays.flatMap((array, k) => {
      if (array === undefined) return [];
      const place = start + (starts[k] as number);
      const view = memory.array(typeOf(array.field));
      return [{ k, array, address: memory.offset + place, view, at: place / view.BYTES_PER_ELEMENT }];
    });
  }

  copyIn(row: number, rows: number): void {
    for (const { array, at, k, view } of this.#copies) {
      if (k >= this.#inputs) continue;
      array.copyIn(view, at, row, rows);
      const { bytes, size } = array.field;
      if (this.#lanes && bytes > 0) repeatLast(view, at, size, rows, this.#lanes);
    }
  }

  copyOut(row: number, rows: number): void {
    for (const { array, at, k, view } of this.#copies) if (k >= this.#inputs) array.copyOut(view, at, row, rows);
  }

  /** Sets the addresses of what is copied, for programs that count from row 0, wherever that would be. */
  address(addresses: number[], row: number): void {
    for (const { address, array, k } of this.#copies) addresses[k] = address - row * array.field.bytes;
  }
}
