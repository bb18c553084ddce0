import type { Lanes } from "../assembler/lanes.ts";
import type { ModuleBuilder } from "../assembler/moduleBuilder.ts";
import { i32 } from "../assembler/scalars.ts";

/**
 * Adds functions that turn compressed rows into compressed columns.
 *
 * - count(columns, entries, counts) adds 1 to the count of each entry's column.
 * - transpose(starts, rows, values, columns, next, toValues, toPlaces, bytesOfPlace) puts each entry where the next of its column is to be, with the place
 *   of its row. Within a column rows come in order.
 * - scale(numbers, count, factor) multiplies whole numbers.
 */
export function addTranspose(module: ModuleBuilder, { bytes, scalar }: Lanes): void {
  module.function("count", { parameters: ["i32", "i32", "i32"], export: true }, (f, columns, entries, counts) => {
    f.for(0, entries, 1, () => {
      const count = f.local(i32.add(counts, i32.mul(i32.load(columns), 4)));
      f.store(count, i32.add(i32.load(count), 1));
      f.set(columns, i32.add(columns, 4));
    });
  });

  const eight = ["i32", "i32", "i32", "i32", "i32", "i32", "i32", "i32"] as const;
  module.function(
    "transpose",
    { parameters: eight, export: true },
    (f, starts, rows, values, columns, next, toValues, toPlaces, bytesOfPlace) => {
      const place = f.local("i32");
      f.for(0, rows, 1, () => {
        f.for(i32.load(starts), i32.load(starts, 4), 1, () => {
          const column = f.local(i32.add(next, i32.mul(i32.load(columns), 4)));
          const entry = f.local(i32.load(column));
          f.store(column, i32.add(entry, 1));
          f.store(i32.add(toValues, i32.mul(entry, bytes)), scalar.load(values));
          f.store(i32.add(toPlaces, i32.mul(entry, 4)), place);
          f.set(values, i32.add(values, bytes));
          f.set(columns, i32.add(columns, 4));
        });
        f.set(place, i32.add(place, bytesOfPlace));
        f.set(starts, i32.add(starts, 4));
      });
    },
  );

  module.function("scale", { parameters: ["i32", "i32", "i32"], export: true }, (f, numbers, count, factor) => {
    f.for(0, count, 1, () => {
      f.store(numbers, i32.mul(i32.load(numbers), factor));
      f.set(numbers, i32.add(numbers, 4));
    });
  });
}
