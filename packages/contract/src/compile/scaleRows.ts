import type { TypedArray } from "@surprisal/tensor";
import type { FloatArray } from "@surprisal/tensor/compile";

/** Multiplies each row by its factor, in place. */
export function scaleRows(rows: FloatArray, factors: TypedArray): void {
  const width = rows.length / factors.length;
  // A loop for each element of its own takes four times as long.
  if (width === 1) for (let i = 0; i < rows.length; i++) rows[i] = (rows[i] as number) * (factors[i] as number);
  else
    for (let row = 0, i = 0; row < factors.length; row++) {
      const factor = factors[row] as number;
      for (const end = i + width; i < end; i++) rows[i] = (rows[i] as number) * factor;
    }
}
