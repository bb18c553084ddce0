import type { Lanes } from "../assembler/lanes.ts";
import type { Floats } from "../floats.ts";
import { kernelModule } from "../kernelModule.ts";
import { lanesOfEqual, runOverArrays } from "./runOverArrays.ts";
import { addVectorKernel, type VectorBody } from "./vectorKernel.ts";

/** Takes a step of an optimizer by its kernel, in one pass over arrays: all are written but the last one, the gradient. */
export function takeStep(
  unit: string,
  kernel: string,
  named: Readonly<Record<string, Floats>>,
  numbers: readonly number[],
  bodyFor: (lanes: Lanes) => VectorBody,
): void {
  const lanes = lanesOfEqual(unit, named);
  const arrays = Object.values(named);
  const counts = { arrays: arrays.length, numbers: numbers.length };
  const module = kernelModule(`${kernel} ${lanes.name}`, true, (module) =>
    addVectorKernel(module, kernel, lanes, counts, bodyFor(lanes)),
  );
  runOverArrays({ module, kernel, lanes, arrays, written: arrays.length - 1, numbers: () => numbers });
}
