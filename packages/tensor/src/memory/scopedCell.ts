import type { Block } from "@surprisal/kernels";
import type { TypedArray } from "../core/dtype.ts";
import type { Cell } from "../core/tensor.ts";

/** The elements of a tensor that a scope releases: in an array of their own or, if there is a block, in the kernels' memory. */
export class ScopedCell implements Cell {
  #array: TypedArray | undefined;
  #block: Block | undefined;
  #copy: TypedArray | undefined;

  constructor(array: TypedArray, block?: Block) {
    this.#array = array;
    this.#block = block;
  }

  get array(): TypedArray | undefined {
    return this.#array;
  }

  /** What lies in the memory is copied when it is first asked for: others will write there. */
  get data(): TypedArray | undefined {
    if (this.#array && this.#block) return (this.#copy ??= copyOf(this.#array));
    return undefined;
  }

  readonly release = (): void => {
    this.#block?.free();
    this.#array = this.#block = this.#copy = undefined;
  };

  /** Leaves the memory: the elements have an array of their own from now on, for as long as somebody holds them. */
  leave(): void {
    this.#array = this.data ?? this.#array;
    this.#block?.free();
    this.#block = this.#copy = undefined;
  }
}

/** From memory that is shared `slice` takes many times as long. */
const copyOf = (array: TypedArray): TypedArray =>
  new (array.constructor as new (from: TypedArray) => TypedArray)(array);
