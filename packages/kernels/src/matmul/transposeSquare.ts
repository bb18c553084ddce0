import type { FunctionBuilder } from "../assembler/functionBuilder.ts";
import type { Lanes } from "../assembler/lanes.ts";
import type { Local } from "../assembler/value.ts";
import { v128 } from "../assembler/vectors.ts";

/** The transpose of a square of lanes: as many vectors as one has lanes. */
export function transposeSquare(
  f: FunctionBuilder,
  { bytes, count }: Lanes,
  rows: readonly Local<"v128">[],
): readonly Local<"v128">[] {
  // Alternating halves of the lanes, then quarters: each step moves groups of lanes between two rows.
  const step = (from: readonly Local<"v128">[], lanes: number): readonly Local<"v128">[] =>
    from.map((row, n) => {
      const other = from[n ^ lanes] as Local<"v128">;
      const first = (n & lanes) === 0;
      const indices = Array.from({ length: count }, (_, lane) => {
        const kept = ((lane & lanes) === 0) === first;
        return kept ? lane : count + (lane ^ lanes);
      });
      return f.local(
        v128.shuffle(
          row,
          other,
          indices.flatMap((lane) => Array.from({ length: bytes }, (_, i) => lane * bytes + i)),
        ),
      );
    });
  let result = rows;
  for (let lanes = count / 2; lanes >= 1; lanes /= 2) result = step(result, lanes);
  return result;
}
