import { f32x4, f64x2, type Lanes } from "../assembler/lanes.ts";
import type { StoredLanes } from "./storedLanes.ts";
import { checkWebAssembly, type Floats } from "../floats.ts";

export type FloatType = "float32" | "float64";

export interface RowOptions {
  /** How many numbers the map makes of a row. Default 1. */
  readonly outputs?: number;
  /** What the rows are kept in. Default: the type of the values. */
  readonly stored?: FloatType;
  /** What is computed in: float64, or float32 for rows kept in float32. Default: what they are kept in. */
  readonly computed?: FloatType;
  /** The same bits on every machine, at the cost of fused products and sums. Default false. */
  readonly deterministic?: boolean;
}

const lanesOf = (type: FloatType): Lanes => (type === "float32" ? f32x4 : f64x2);

export interface ReadOptions {
  readonly lanes: StoredLanes;
  readonly outputs: number;
  readonly deterministic: boolean;
}

/** What is kept, computed and given, checked. */
export function readRowOptions(
  unit: string,
  values: Floats,
  { outputs = 1, stored, computed, deterministic = false }: RowOptions,
): ReadOptions {
  checkWebAssembly(unit);
  if (!Number.isInteger(outputs) || outputs < 1)
    throw new RangeError(`${unit}: outputs is ${outputs}, expected a whole number from 1`);
  const kept = stored ?? (values instanceof Float32Array ? "float32" : "float64");
  const reckoned = computed ?? kept;
  if (kept === "float64" && reckoned === "float32")
    throw new TypeError(`${unit}: rows of float64 are to be computed in float32, expected float64`);
  return {
    lanes: { stored: lanesOf(kept), computed: lanesOf(reckoned) },
    outputs,
    deterministic,
  };
}
