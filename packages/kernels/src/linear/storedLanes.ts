import type { FunctionBuilder } from "../assembler/functionBuilder.ts";
import { f32x4, f64x2, type Lanes } from "../assembler/lanes.ts";
import type { Local, Value } from "../assembler/value.ts";
import { v128 } from "../assembler/vectors.ts";

/** What numbers are stored as, and what they are computed in: float32, float64, or float32 computed in float64. */
export interface StoredLanes {
  readonly stored: Lanes;
  readonly computed: Lanes;
}

/** The bytes of memory that a vector of what is computed in comes from. */
export const bytesOfVector = ({ stored, computed }: StoredLanes): number => computed.count * stored.bytes;

/** A vector from memory; of the last one only the lanes of a mask, and 0 in the others, whatever stands behind the row. */
export function loadStored(
  { stored, computed }: StoredLanes,
  at: Local<"i32">,
  offset: number,
  mask?: Local<"v128">,
): Value<"v128"> {
  const vector = stored === computed ? computed.load(at, offset) : f64x2.promoteLow(f64x2.loadFirst(at, offset));
  return mask === undefined ? vector : v128.and(vector, mask);
}

/** Adds a vector of what is computed in to float64 numbers in memory. */
export function addToSums(
  f: FunctionBuilder,
  computed: Lanes,
  at: Local<"i32">,
  vector: number,
  sum: Local<"v128">,
): void {
  const parts = computed === f32x4 ? [f64x2.promoteLow(sum), f64x2.promoteHigh(sum)] : [sum];
  for (const [n, part] of parts.entries()) {
    const offset = 16 * (vector * parts.length + n);
    f.store(at, f64x2.add(f64x2.load(at, offset), part), offset);
  }
}
