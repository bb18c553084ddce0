import type { ArrayType } from "@surprisal/kernels";
import { weigh } from "../core/weigh.ts";

/** So much is kept for those that come, of any sizes. */
const most = 2 ** 26;
const idle = new Map<number, ArrayBufferLike[]>();
let kept = 0;

/** Memory of the engine's that goes from hand to hand as blocks of the kernels' memory do: for pages where that grows at the expense of its views. */
export class PlainBlock {
  readonly bytes: number;
  #buffer: ArrayBufferLike | undefined;

  /** What stood in it before may still. */
  constructor(bytes: number) {
    this.bytes = bytes;
    this.#buffer = idle.get(bytes)?.pop();
    if (this.#buffer) kept -= bytes;
    else this.#buffer = weigh(new Uint8Array(bytes)).buffer;
  }

  array<T>(Type: ArrayType<T>): T {
    if (this.#buffer === undefined) throw new Error("PlainBlock.array: the block was freed, expected one that was not");
    return new Type(this.#buffer, 0, this.bytes / Type.BYTES_PER_ELEMENT);
  }

  /** Gives it to the next that asks for as much. The second time nothing happens. */
  free(): void {
    if (this.#buffer === undefined) return;
    // Sizes that nobody asks for any more are not to stay.
    if (kept + this.bytes > most) {
      idle.clear();
      kept = 0;
    }
    const others = idle.get(this.bytes);
    if (others) others.push(this.#buffer);
    else idle.set(this.bytes, [this.#buffer]);
    kept += this.bytes;
    this.#buffer = undefined;
  }
}
