import type { Block } from "../memory/block.ts";
import { allocate } from "../memory/kernelMemory.ts";

/** Blocks that are freed together. */
export class OwnedBlocks {
  readonly #blocks: Block[] = [];

  /**
   * One more.
   *
   * @throws RangeError as `allocate`; then all are freed.
   */
  take(bytes: number): Block {
    try {
      const block = allocate(bytes);
      this.#blocks.push(block);
      return block;
    } catch (error) {
      this.free();
      throw error;
    }
  }

  free(): void {
    for (const block of this.#blocks.splice(0)) block.free();
  }
}
