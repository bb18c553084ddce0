import type { TypedArray } from "../core/dtype.ts";
import type { Cell } from "../core/tensor.ts";
import type { Elements } from "./elements.ts";
import { forget, leaveLoose, use } from "./looseBlocks.ts";

/** The cell of a tensor that was made in a scope. */
export class ScopedCell implements Cell {
  readonly #elements: Elements;
  /** Weighs in the engine's eyes what the elements do. Nobody reads it. */
  protected ballast: ArrayBuffer | undefined;

  constructor(elements: Elements) {
    this.#elements = elements;
  }

  get array(): TypedArray | undefined {
    use(this.#elements);
    return this.#elements.array;
  }

  get data(): TypedArray | undefined {
    // What nobody releases is not held twice.
    if (forget(this.#elements)) this.#elements.spill();
    return this.#elements.data;
  }

  readonly release = (): void => {
    forget(this.#elements);
    this.#elements.release();
    this.ballast = undefined;
  };

  /** Is told that no scope releases it any more. */
  leave(): void {
    this.ballast = leaveLoose(this, this.#elements);
  }
}
