import type { Floats } from "../floats.ts";
import type { StoredMatrix } from "./storedMatrix.ts";

/** How many products are added up from 0 on, before the sum is added to those before it. */
export const blockDepth = 512;
/** A product in terms of what is read as it lies (A) and what is packed (B). */
export interface Operands {
  readonly a: StoredMatrix;
  readonly b: StoredMatrix;
  readonly c: StoredMatrix;
  readonly rows: number;
  readonly inner: number;
  readonly columns: number;
  readonly transposeA: boolean;
  readonly transposeB: boolean;
  /** The columns of C lie one behind the other. */
  readonly intoColumns: boolean;
  readonly accumulate: boolean;
  /** Of C, only what lies on the diagonal or below is written. */
  readonly isLower: boolean;
  readonly weights: Floats | undefined;
}

/** A part of the product: some columns of B, over a part of the sums. */
export interface Panel {
  readonly firstColumn: number;
  readonly width: number;
  readonly firstInner: number;
  readonly depth: number;
}
