import { allocate, type ArrayType, type LossKernel } from "@surprisal/kernels";
import type { RowProgram } from "@surprisal/tensor/compile";

/** A loss as kernels that threads can share, with its targets in their memory until they are freed. */
export interface HeldLoss extends LossKernel {
  free(): void;
}

/** The targets of some rows: how many numbers a row has, and of which type. */
export interface TargetRows {
  readonly size: number;
  readonly Type: ArrayType<Int32Array | Float32Array | Float64Array>;
}

/** Rows behind the last one, which fill the lanes of a vector. */
const padding = 4;

/** A pass as kernels, over targets that are copied to their memory: see `hold` of CompiledLoss. */
export function heldLoss(
  stepOver: NonNullable<RowProgram["stepOver"]>,
  targets: ArrayLike<number>,
  { size, Type }: TargetRows,
): HeldLoss {
  const block = allocate((targets.length + padding * size) * Type.BYTES_PER_ELEMENT);
  // There is a class 0 always.
  const held = block.array(Type).fill(0);
  held.set(targets);
  let isDone = (): boolean => true;
  return {
    steps: ({ margins, slopes, values }) => {
      const prepared = stepOver([margins, block.offset, values, slopes]);
      isDone = prepared.isDone;
      return [prepared.step];
    },
    isDone: () => isDone(),
    free: () => block.free(),
  };
}
