import { addKernel, advance, placeOf } from "../assembler/kernels.ts";
import type { FunctionBuilder } from "../assembler/functionBuilder.ts";
import type { Lanes } from "../assembler/lanes.ts";
import type { ModuleBuilder } from "../assembler/moduleBuilder.ts";
import { f32, f64, i32 } from "../assembler/scalars.ts";
import type { Local, Value } from "../assembler/value.ts";
import type { StoredLanes } from "./storedLanes.ts";

type I32 = Local<"i32">;

/** Sums that are added up side by side: one addition takes longer than what it adds takes to come. */
const sums = 4;

/** The slot that rows belong to. */
export const slotOf = (slots: I32, first: I32, rowsOfSlot: I32, bytesOfSlot: I32): Value<"i32"> =>
  i32.add(slots, i32.mul(i32.divU(first, rowsOfSlot), bytesOfSlot));

/**
 * Adds two functions.
 *
 * - totals(factors, values, slots, bytesOfSums, bytesOfSlot, rowsOfSlot, first, end), which is run on a block of rows before its products: sets all of the slot to 0 where the rows are its
 *   first ones, then adds to what stands behind its sums the factors, output by output, and, unless `values` is 0, the values.
 * - fold(slots, count, bytesOfSlot, to, first, end) writes the sums from `first` up to `end`, added up over all slots in order.
 */
export function addTotals(module: ModuleBuilder, { computed }: StoredLanes, outputs: number): void {
  const { bytes } = computed;
  addKernel(module, "totals", (f, factors, values, slots, bytesOfSums, bytesOfSlot, rowsOfSlot, first, end) => {
    const slot = f.local(slotOf(slots, first, rowsOfSlot, bytesOfSlot));
    f.if(i32.eqz(i32.remU(first, rowsOfSlot)), () => f.fill(slot, 0, bytesOfSlot));
    advance(f, slot, bytesOfSums);
    const rows = f.local(i32.sub(end, first));
    const from = placeOf(f, factors, first, outputs * bytes);
    f.for(0, outputs, 1, () => {
      addTotal(f, computed, slot, f.local(from), rows, outputs * bytes);
      advance(f, from, bytes);
      advance(f, slot, 8);
    });
    f.if(values, () => addTotal(f, computed, slot, placeOf(f, values, first, bytes), rows, bytes));
  });

  addKernel(module, "fold", (f, slots, count, bytesOfSlot, to, first, end) => {
    f.for(first, end, 1, (n) => {
      const at = placeOf(f, slots, n, 8);
      const total = f.local("f64");
      f.for(0, count, 1, () => {
        f.set(total, f64.add(total, f64.load(at)));
        advance(f, at, bytesOfSlot);
      });
      f.store(i32.add(to, i32.mul(n, 8)), total);
    });
  });
}

/** Adds the sum of so many numbers, so many bytes from each other, in float64, to one in memory. */
function addTotal(f: FunctionBuilder, computed: Lanes, to: I32, at: I32, numbers: I32, distance: number): void {
  const left = f.local(numbers);
  const [first, ...rest] = Array.from({ length: sums }, () => f.local("f64")) as [Local<"f64">, ...Local<"f64">[]];
  const take = (totals: readonly Local<"f64">[]): void =>
    f.while(
      () => i32.geS(left, totals.length),
      () => {
        for (const [n, total] of totals.entries()) {
          const offset = n * distance;
          const number = computed.type === "f32" ? f64.promote(f32.load(at, offset)) : f64.load(at, offset);
          f.set(total, f64.add(total, number));
        }
        advance(f, at, totals.length * distance);
        f.set(left, i32.sub(left, totals.length));
      },
    );
  take([first, ...rest]);
  take([first]);
  f.store(
    to,
    f64.add(
      f64.load(to),
      rest.reduce<Value<"f64">>((sum, each) => f64.add(sum, each), first),
    ),
  );
}
