import type { Block } from "./block.ts";
import { allocate } from "./kernelMemory.ts";

/**
 * Memory for what is on its way: one block, which is replaced where it must be larger. Nothing stays in it.
 *
 * @example
 * const scratch = new Scratch()
 * const block = scratch.reserve(100)
 * scratch.reserve(50) === block // → true
 */
export class Scratch {
  #block: Block | undefined;

  /**
   * The block, with at least so many bytes. It is its owner's until the next call.
   *
   * @throws RangeError as `allocate`; then there is no block, and the next call asks for a new one.
   */
  reserve(bytes: number): Block {
    if (this.#block === undefined || this.#block.bytes < bytes) {
      // First, so that the new one may take its place.
      this.#block?.free();
      this.#block = undefined;
      this.#block = allocate(bytes);
    }
    return this.#block;
  }
}
