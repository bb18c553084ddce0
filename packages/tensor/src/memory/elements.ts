import { blankBuffer, copyNumbers, type Block } from "@surprisal/kernels";
import type { TypedArray } from "../core/dtype.ts";
import { weigh } from "../core/weigh.ts";
import { PlainBlock } from "./plainBlock.ts";

/** The elements of a tensor: in an array of their own or, if there is a block, in memory that others have after them. */
export class Elements {
  #array: TypedArray | undefined;
  #block: Block | PlainBlock | undefined;
  #copy: TypedArray | undefined;

  constructor(array: TypedArray, block?: Block | PlainBlock) {
    this.#array = array;
    this.#block = block;
  }

  /** Where they lie. */
  get array(): TypedArray | undefined {
    return this.#array;
  }

  /** Of such memory. */
  get bytes(): number {
    return this.#block?.bytes ?? 0;
  }

  /** Does the engine not know what they weigh? */
  get isHidden(): boolean {
    return this.#block !== undefined && !(this.#block instanceof PlainBlock);
  }

  /** What lies in the memory is copied when it is first asked for: others will write there. */
  get data(): TypedArray | undefined {
    if (this.#array && this.#block) return (this.#copy ??= copyOf(this.#array));
    return undefined;
  }

  release(): void {
    this.#block?.free();
    this.#array = this.#block = this.#copy = undefined;
  }

  /** Into an array of their own, which is the engine's to clear away. */
  spill(): void {
    // The engine's already.
    if (!(this.#block instanceof PlainBlock) || this.#copy) {
      this.#array = this.data ?? this.#array;
      this.#block?.free();
    }
    this.#block = this.#copy = undefined;
  }
}

function copyOf(array: TypedArray): TypedArray {
  const Type = array.constructor as new (buffer: ArrayBuffer) => TypedArray;
  const copy = weigh(new Type(blankBuffer(array.byteLength)));
  copyNumbers(array, 0, array.length, copy, 0);
  return copy;
}
