/** A constructor of views. */
export interface ArrayType<T> {
  new (buffer: ArrayBufferLike, byteOffset: number, length: number): T;
  readonly BYTES_PER_ELEMENT: number;
}

/** What a block is part of. */
export interface BlockOwner {
  readonly buffer: ArrayBufferLike;
  /** Takes a block back. */
  release(block: Block): void;
}

/**
 * A piece of the kernels' memory, from `allocate`, which stays until it is given back: nothing else does it. What stood in it before may still.
 */
export class Block {
  /** Its address in bytes, a multiple of 64 and never 0. From 2 GiB on it is negative as an i32: compare addresses without signs. */
  readonly offset: number;
  /** As was asked for. Vectors may be read across its end. */
  readonly bytes: number;
  #owner: BlockOwner | undefined;

  /** @internal Use `allocate`. */
  constructor(owner: BlockOwner, offset: number, bytes: number) {
    this.#owner = owner;
    this.offset = offset;
    this.bytes = bytes;
  }

  /**
   * A view on the block, with as many numbers as fit. Where the memory is not shared, it is empty after the memory has grown, as any
   * `allocate` may do: ask for it again then.
   *
   * @param Type - Float32Array, Float64Array, Int32Array, Uint8Array …
   * @throws an Error for a block that was given back.
   */
  array<T>(Type: ArrayType<T>): T {
    if (this.#owner === undefined) throw new Error("Block.array: the block was freed, expected one that was not");
    return new Type(this.#owner.buffer, this.offset, Math.floor(this.bytes / Type.BYTES_PER_ELEMENT));
  }

  /** Gives the block back; its views must not be used any more. The second time nothing happens. */
  free(): void {
    this.#owner?.release(this);
    this.#owner = undefined;
  }

  [Symbol.dispose](): void {
    this.free();
  }
}
