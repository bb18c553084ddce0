import type { ModuleBuilder } from "../assembler/moduleBuilder.ts";
import { i32 } from "../assembler/scalars.ts";
import type { Local, Value } from "../assembler/value.ts";
import { addMargins } from "./marginKernel.ts";
import { addProducts } from "./productKernel.ts";
import type { StoredLanes } from "./storedLanes.ts";
import { addTotal, addTotals } from "./totalKernel.ts";

type I32 = Local<"i32">;

/**
 * Adds the kernels of dense rows, and two that threads can share, for the rows `first` up to `end` of arrays that have all rows.
 *
 * - marginsOf(x, bytesOfRow, width, weights, bytesOfWeights, intercept, to, first, end) writes margins.
 * - gather(x, bytesOfRow, width, factors, values, sums, bytesOfSums, bytesOfSlot, rowsOfSlot, first, end) adds the products of rows and factors to
 *   the slot of sums that the rows belong to, then to what stands behind those the factors themselves and, unless `values` is 0, the values.
 */
export function addDenseKernels(module: ModuleBuilder, lanes: StoredLanes, outputs: number): void {
  const { bytes } = lanes.computed;
  const margins = addMargins(module, lanes, outputs);
  const products = addProducts(module, lanes, outputs);
  const total = addTotal(module, lanes.computed);
  const bytesOfOutputs = outputs * bytes;
  const ofRow = (start: I32, row: I32, size: I32 | number): Value<"i32"> => i32.add(start, i32.mul(row, size));

  const nine = ["i32", "i32", "i32", "i32", "i32", "i32", "i32", "i32", "i32"] as const;
  module.function(
    "marginsOf",
    { parameters: nine, export: true },
    (f, x, bytesOfRow, width, weights, bytesOfWeights, intercept, to, first, end) => {
      const [from, target] = [ofRow(x, first, bytesOfRow), ofRow(to, first, bytesOfOutputs)];
      const rows = i32.sub(end, first);
      f.run(margins.call(from, bytesOfRow, rows, width, weights, bytesOfWeights, intercept, target));
    },
  );

  module.function(
    "gather",
    { parameters: [...nine, "i32", "i32"], export: true },
    (f, x, bytesOfRow, width, factors, values, sums, bytesOfSums, bytesOfSlot, rowsOfSlot, first, end) => {
      const rows = f.local(i32.sub(end, first));
      const own = f.local(ofRow(factors, first, bytesOfOutputs));
      const slot = f.local(i32.add(sums, i32.mul(i32.divU(first, rowsOfSlot), bytesOfSlot)));
      f.run(products.call(ofRow(x, first, bytesOfRow), bytesOfRow, rows, width, own, slot, bytesOfSums));
      const behind = f.local(i32.add(slot, i32.mul(bytesOfSums, outputs)));
      addTotals(f, total, lanes.computed, outputs, { factors, values, to: behind, first, end });
    },
  );
}
