import type { Memory } from "../assembler/webAssembly.ts";
import { Block, type BlockOwner } from "./block.ts";
import { alignedTo, FreeSpace } from "./freeSpace.ts";

/** Of a block's address and of what it takes: a line of the caches, and four vectors. */
const alignment = 64;
export const bytesOfPage = 65_536;
/**
 * Blocks of so many bytes begin with a page of the machine, where there is room: loops over several of them come to the ends of their pages together,
 * and wait once for what comes next (a fifth less time for 10⁷ numbers each).
 */
const large = 2 ** 20;
const pageOfMachine = 4096;

/** A memory that hands out blocks, and grows where none is left that is large enough. It never shrinks. */
export class Arena implements BlockOwner {
  readonly #memory: Memory;
  readonly #space = new FreeSpace();
  /** Behind the last byte that can be handed out. */
  #end = alignment;
  #inUse = 0;
  /** All that it was seen to have. */
  readonly #buffers = new WeakSet<ArrayBufferLike>();

  constructor(memory: Memory) {
    this.#memory = memory;
    this.#addWhatIsNew();
  }

  /** A shared memory has another one after growth, and may have when any shared memory of the process has grown; the older ones stay parts of it. */
  get buffer(): ArrayBufferLike {
    const { buffer } = this.#memory;
    this.#buffers.add(buffer);
    return buffer;
  }

  /** Is it the memory's, of now or of before? */
  owns(buffer: ArrayBufferLike): boolean {
    return this.#buffers.has(buffer) || buffer === this.buffer;
  }

  allocate(bytes: number): Block {
    if (!Number.isSafeInteger(bytes) || bytes < 0)
      throw new RangeError(`allocate: bytes is ${bytes}, expected a whole number from 0`);
    const size = sizeOf(bytes);
    const multiple = size < large ? alignment : pageOfMachine;
    let offset = this.#space.take(size, multiple);
    if (offset === undefined) {
      this.#grow(size - this.#space.before(this.#end), bytes);
      // The end is free now, as far as is asked for.
      offset = this.#space.take(size, multiple) ?? (this.#space.take(size) as number);
    }
    this.#inUse += size;
    return new Block(this, offset, bytes);
  }

  release({ offset, bytes }: Block): void {
    const size = sizeOf(bytes);
    this.#space.give(offset, offset + size);
    this.#inUse -= size;
  }

  /** By an eighth at least: where the memory is not shared, each time all views become empty. */
  #grow(missing: number, bytes: number): void {
    const pages = Math.ceil(missing / bytesOfPage);
    const now = this.#memory.buffer.byteLength / bytesOfPage;
    if (!this.#growBy(Math.max(pages, Math.ceil(now / 8))) && !this.#growBy(pages)) {
      const { largest, total } = this.#space.free;
      throw new RangeError(
        `allocate: needs ${bytes} bytes, has ${largest} in one piece (${total} free, ${this.#inUse} in use), and the memory grows no further`,
      );
    }
  }

  #growBy(pages: number): boolean {
    try {
      this.#memory.grow(pages);
    } catch {
      // At the limit of the memory, or of the machine; nothing has changed.
      return false;
    }
    this.#addWhatIsNew();
    return true;
  }

  /** Without the first bytes, so that no block has the address 0, nor the last, so that a vector may be read across a block's end. */
  #addWhatIsNew(): void {
    const end = this.buffer.byteLength - alignment;
    if (end <= this.#end) return;
    this.#space.give(this.#end, end);
    this.#end = end;
  }
}

/** What a block takes; an empty one has an address as well. */
const sizeOf = (bytes: number): number => alignedTo(alignment, Math.max(1, bytes));
