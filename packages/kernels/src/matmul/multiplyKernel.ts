import { advance, placeOf } from "../assembler/kernels.ts";
import type { Lanes } from "../assembler/lanes.ts";
import type { ModuleBuilder, ModuleFunction } from "../assembler/moduleBuilder.ts";
import { i32, select } from "../assembler/scalars.ts";
import type { Local, Value } from "../assembler/value.ts";
import { multiplyTile, storeColumns, storeRows, tileRowBytes } from "./tile.ts";

const eight = ["i32", "i32", "i32", "i32", "i32", "i32", "i32", "i32"] as const;

/** With signs. */
const least = (a: Local<"i32">, b: Local<"i32">): Value<"i32"> => select(i32.ltS(a, b), a, b);

/**
 * Adds `multiplyIntoRows` and `multiplyIntoColumns` to a module: C ← A·B or C ← C + A·B for the rows `from` (a multiple of the tile's) up to `to`. A sum is taken in order,
 * from 0 on: its bits depend neither on the tile nor on how the rows are shared out. What they are told, all distances in bytes:
 *
 * - A: its address; from tile to tile of its rows, from row to row in a tile, along the sums;
 * - B, packed: its address, and from strip to strip of a tile's columns; how many columns there are, and how many products a sum has;
 * - C: its address; from row to row, or from column to column; whether to add to it; how many columns of row 0 are written, of which each further row has one more;
 * - the address of a tile for each thread; `from`, `to`, `thread`.
 */
export function addMultiply(module: ModuleBuilder, lanes: Lanes, height: number): void {
  const merge = addMerge(module, lanes);
  const width = tileRowBytes / lanes.bytes;
  const parameters = [...eight, ...eight] as const;
  for (const layout of ["Rows", "Columns"])
    module.function(
      `multiplyInto${layout}`,
      { parameters, export: true },
      (f, a, aTile, aRow, aStep, b, bStrip, columns, depth, c, cStride, adds, diagonal, spares, from, to, thread) => {
        const isRows = layout === "Rows";
        const single = f.local(i32.const(lanes.bytes));
        const [cRow, cColumn] = isRows ? [cStride, single] : [single, cStride];
        const spare = placeOf(f, spares, thread, height * tileRowBytes);
        const row = f.local(from);
        advance(f, a, i32.mul(i32.divU(from, height), aTile));
        advance(f, c, i32.mul(from, cRow));
        const writeTile = (own: number): void => {
          // A strip of A stays in the first cache, those of B go by.
          const first = f.local(i32.add(diagonal, row));
          const last = f.local(i32.add(first, own - 1));
          const [strip, at] = [f.local(b), f.local(c)];
          f.for(0, least(columns, last), width, (column) => {
            const sums = multiplyTile(f, lanes, own, { a, aRow, aStep, b: strip, depth });
            const store = isRows ? storeRows : storeColumns;
            f.if(
              i32.leS(i32.add(column, width), least(columns, first)),
              () =>
                f.if(
                  adds,
                  () => store(f, lanes, sums, at, cStride, true),
                  () => store(f, lanes, sums, at, cStride, false),
                ),
              () => {
                storeRows(f, lanes, sums, spare, tileRowBytes, false);
                const [left, leftOfFirst] = [i32.sub(columns, column), i32.sub(first, column)];
                f.run(merge.call(spare, at, cRow, cColumn, i32.const(own), left, leftOfFirst, adds));
              },
            );
            advance(f, strip, bStrip);
            advance(f, at, i32.mul(cColumn, width));
          });
        };
        // What is left of the rows takes lower tiles.
        for (const own of [height, 4, 2, 1].filter((each, i) => i === 0 || each < height))
          f.while(
            () => i32.leS(i32.add(row, own), to),
            () => {
              writeTile(own);
              advance(f, a, own === height ? aTile : i32.mul(aRow, own));
              advance(f, c, i32.mul(cRow, own));
              advance(f, row, own);
            },
          );
      },
    );
}

type Merge = ModuleFunction<typeof eight, undefined>;

/** Adds the function that puts what belongs to C of a tile at its edge in its place, number by number. */
function addMerge(module: ModuleBuilder, lanes: Lanes): Merge {
  return module.function(
    "merge",
    { parameters: eight },
    (f, spare, c, cRow, cColumn, height, columns, columnsOfFirst, adds) => {
      f.for(0, height, 1, () => {
        const from = f.local(spare);
        const to = f.local(c);
        const own = f.local(least(columns, columnsOfFirst));
        const width = f.local(i32.const(tileRowBytes / lanes.bytes));
        f.for(0, least(own, width), 1, () => {
          const sum = f.local(lanes.loadSplat(from));
          f.if(adds, () => f.set(sum, lanes.add(lanes.loadSplat(to), sum)));
          f.store(to, lanes.extract(sum, 0));
          advance(f, from, lanes.bytes);
          advance(f, to, cColumn);
        });
        advance(f, spare, tileRowBytes);
        advance(f, c, cRow);
        advance(f, columnsOfFirst, 1);
      });
    },
  );
}
