import { allocate, type LossKernel } from "@surprisal/kernels";
import { type HeldRows, isInKernels } from "./heldRows.ts";
import type { RowLoss } from "./penalizedLoss.ts";

/** Rows that fill the lanes of the last one. */
const padding = 4;

/** A loss as kernels, with its targets in their memory until they are freed. */
export interface HeldLoss extends LossKernel {
  free(): void;
}

/** A loss as kernels, which threads can share; undefined where rows or loss are none of theirs. */
export function lossKernel(rows: HeldRows, { compiled, targets }: RowLoss): HeldLoss | undefined {
  const { stepOver } = compiled;
  if (stepOver === undefined || !isInKernels(rows)) return undefined;
  const { BYTES_PER_ELEMENT: bytes, length } = targets;
  const block = allocate((length + padding) * bytes);
  const held = targets instanceof Int32Array ? block.array(Int32Array) : block.array(Float64Array);
  held.set(targets);
  // Of any class there is.
  held.fill(targets.at(-1) ?? 0, length);
  let isDone = (): boolean => true;
  return {
    steps({ margins, slopes, values }) {
      const prepared = stepOver([margins, block.offset, values, slopes]);
      isDone = prepared.isDone;
      return [prepared.step];
    },
    isDone: () => isDone(),
    free: () => block.free(),
  };
}
