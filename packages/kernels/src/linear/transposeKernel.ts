import type { Lanes } from "../assembler/lanes.ts";
import type { ModuleBuilder } from "../assembler/moduleBuilder.ts";
import { i32 } from "../assembler/scalars.ts";

/**
 * Adds functions that turn compressed rows into compressed columns.
 *
 * - count(columns, entries, counts) adds 1 to the count of each entry's column.
 * - transpose(starts, rows, values, columns, next, toValues, toRows) puts each entry where the next of its column is to be, with its row. Within a column
 *   rows come in order.
 * - narrow(starts, rows, places, to) writes each place as its distance from the one before in its row, from 0 on; 1 if all of them have 16 bits.
 */
export function addTranspose(module: ModuleBuilder, { bytes, scalar }: Lanes): void {
  module.function("count", { parameters: ["i32", "i32", "i32"], export: true }, (f, columns, entries, counts) => {
    f.for(0, entries, 1, () => {
      const count = f.local(i32.add(counts, i32.mul(i32.load(columns), 4)));
      f.store(count, i32.add(i32.load(count), 1));
      f.set(columns, i32.add(columns, 4));
    });
  });

  const seven = ["i32", "i32", "i32", "i32", "i32", "i32", "i32"] as const;
  module.function(
    "transpose",
    { parameters: seven, export: true },
    (f, starts, rows, values, columns, next, toValues, toRows) => {
      f.for(0, rows, 1, (row) => {
        f.for(i32.load(starts), i32.load(starts, 4), 1, () => {
          const column = f.local(i32.add(next, i32.mul(i32.load(columns), 4)));
          const entry = f.local(i32.load(column));
          f.store(column, i32.add(entry, 1));
          f.store(i32.add(toValues, i32.mul(entry, bytes)), scalar.load(values));
          f.store(i32.add(toRows, i32.mul(entry, 4)), row);
          f.set(values, i32.add(values, bytes));
          f.set(columns, i32.add(columns, 4));
        });
        f.set(starts, i32.add(starts, 4));
      });
    },
  );

  module.function(
    "narrow",
    { parameters: ["i32", "i32", "i32", "i32"], result: "i32", export: true },
    (f, starts, rows, places, to) => {
      const all = f.local("i32");
      f.for(0, rows, 1, () => {
        const before = f.local("i32");
        f.for(i32.load(starts), i32.load(starts, 4), 1, () => {
          const place = f.local(i32.load(places));
          const step = f.local(i32.sub(place, before));
          f.set(all, i32.or(all, step));
          f.store16(to, step);
          f.set(before, place);
          f.set(places, i32.add(places, 4));
          f.set(to, i32.add(to, 2));
        });
        f.set(starts, i32.add(starts, 4));
      });
      // A step back has its highest bits, too.
      f.return(i32.ltU(all, 2 ** 16));
    },
  );
}
