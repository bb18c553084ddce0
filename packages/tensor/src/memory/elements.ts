import type { Block } from "@surprisal/kernels";
import type { TypedArray } from "../core/dtype.ts";

/** The elements of a tensor: in an array of their own or, if there is a block, in the kernels' memory. */
export class Elements {
  #array: TypedArray | undefined;
  #block: Block | undefined;
  #copy: TypedArray | undefined;

  constructor(array: TypedArray, block?: Block) {
    this.#array = array;
    this.#block = block;
  }

  /** Where they lie. */
  get array(): TypedArray | undefined {
    return this.#array;
  }

  /** Of the kernels' memory. */
  get bytes(): number {
    return this.#block?.bytes ?? 0;
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

  /** From the memory into an array of their own, which is the engine's to clear away. */
  spill(): void {
    this.#array = this.data ?? this.#array;
    this.#block?.free();
    this.#block = this.#copy = undefined;
  }
}

/** From memory that is shared `slice` takes many times as long. */
const copyOf = (array: TypedArray): TypedArray =>
  new (array.constructor as new (from: TypedArray) => TypedArray)(array);
