import type { FunctionBuilder } from "../assembler/functionBuilder.ts";
import type { Lanes } from "../assembler/lanes.ts";
import type { ModuleBuilder, ModuleFunction } from "../assembler/moduleBuilder.ts";
import { i32, select } from "../assembler/scalars.ts";
import type { Local, Value } from "../assembler/value.ts";
import { multiplyTile, storeColumns, storeRows, tileRowBytes } from "./tile.ts";

/** What the kernels are told, in this order, as i32 in the memory. All distances are in bytes. */
export const productFields = [
  /** A: its address; from tile to tile of its rows, from row to row in a tile, along the sums. */
  "a",
  "aTile",
  "aRow",
  "aStep",
  /** B: its address; from strip to strip of a tile's columns, along the sums. */
  "b",
  "bStrip",
  "bStep",
  "columns",
  /** Of the sums. */
  "depth",
  /** C: its address; from row to row, or in `multiplyIntoColumns` from column to column. */
  "c",
  "cStride",
  /** 0: set C, 1: add to it. */
  "add",
  /** How many columns of row 0 are written: each further row has one more, up to `columns`. */
  "diagonal",
  /** A tile for each thread. */
  "spare",
] as const;

export type ProductFields = Readonly<Record<(typeof productFields)[number], number>>;

type Fields = Readonly<Record<(typeof productFields)[number], Local<"i32">>>;

type Merge = ModuleFunction<readonly ["i32", "i32", "i32", "i32", "i32", "i32", "i32", "i32"], undefined>;

/** With signs. */
const least = (a: Local<"i32">, b: Local<"i32">): Value<"i32"> => select(i32.ltS(a, b), a, b);

/**
 * Adds `multiplyIntoRows` and `multiplyIntoColumns` to a module, `(fields, from, to, thread)`: C ← A·B or C ← C + A·B for the rows `from` (a multiple of the
 * tile's) up to `to`. A sum is taken in order, from 0 on: its bits depend neither on the tile nor on how the rows are shared out.
 */
export function addMultiply(module: ModuleBuilder, lanes: Lanes, height: number): void {
  const merge = addMerge(module, lanes);
  // What is left of the rows takes lower tiles.
  const heights = [height, 4, 2, 1].filter((each, i) => i === 0 || each < height);
  const parameters = ["i32", "i32", "i32", "i32"] as const;
  const width = tileRowBytes / lanes.bytes;
  const add = (
    layout: Layout,
    write: (f: FunctionBuilder, fields: Fields, rows: Rows, tile: TileWriter) => void,
  ): void => {
    module.function(`multiplyInto${layout}`, { parameters, export: true }, (f, at, from, to, thread) => {
      const fields = Object.fromEntries(
        productFields.map((name, i) => [name, f.local(i32.load(at, 4 * i))]),
      ) as unknown as Fields;
      const spare = f.local(i32.add(fields.spare, i32.mul(thread, height * tileRowBytes)));
      const rowBytes = layout === "Rows" ? fields.cStride : f.local(i32.const(lanes.bytes));
      const start = {
        a: f.local(i32.add(fields.a, i32.mul(i32.divU(from, height), fields.aTile))),
        c: f.local(i32.add(fields.c, i32.mul(from, rowBytes))),
      };
      const rows: Rows = (first, body) => {
        const [a, c, row] = [f.local(start.a), f.local(i32.add(start.c, first)), f.local(from)];
        for (const own of heights) {
          f.while(
            () => i32.leS(i32.add(row, own), to),
            () => {
              body({ a, c, row, height: own });
              f.set(a, i32.add(a, own === height ? fields.aTile : i32.mul(fields.aRow, own)));
              f.set(c, i32.add(c, i32.mul(rowBytes, own)));
              f.set(row, i32.add(row, own));
            },
          );
        }
      };
      write(f, fields, rows, (tile) => writeTile(f, lanes, fields, layout, merge, spare, tile));
    });
  };
  // A strip of A stays in the first cache, those of B go by.
  add("Rows", (f, fields, rows, write) =>
    rows(i32.const(0), ({ a, c, row, height: own }) => {
      const first = f.local(i32.add(fields.diagonal, row));
      const last = f.local(i32.add(first, own - 1));
      const [b, to] = [f.local(fields.b), f.local(c)];
      f.for(0, least(fields.columns, last), width, (column) => {
        write({ a, b, c: to, column, height: own, first });
        f.set(b, i32.add(b, fields.bStrip));
        f.set(to, i32.add(to, tileRowBytes));
      });
    }),
  );
  // The other way round, so that what is written lies together.
  add("Columns", (f, fields, rows, write) => {
    const b = f.local(fields.b);
    f.for(0, fields.columns, width, (column) => {
      rows(i32.mul(column, fields.cStride), ({ a, c, height: own }) =>
        write({ a, b, c, column, height: own, first: fields.columns }),
      );
      f.set(b, i32.add(b, fields.bStrip));
    });
  });
}

type Layout = "Rows" | "Columns";

/** Walks over the rows of A, C beginning so many bytes further on. */
type Rows = (offset: Value<"i32">, body: (tiles: TileRow) => void) => void;

interface TileRow {
  readonly a: Local<"i32">;
  readonly c: Local<"i32">;
  readonly row: Local<"i32">;
  readonly height: number;
}

interface Tile {
  readonly a: Local<"i32">;
  readonly b: Local<"i32">;
  readonly c: Local<"i32">;
  readonly column: Local<"i32">;
  readonly height: number;
  /** How many columns its first row has in all. */
  readonly first: Local<"i32">;
}

type TileWriter = (tile: Tile) => void;

function writeTile(
  f: FunctionBuilder,
  lanes: Lanes,
  fields: Fields,
  layout: Layout,
  merge: Merge,
  spare: Local<"i32">,
  { a, b, c, column, height, first }: Tile,
): void {
  const { add, cStride, columns } = fields;
  const sums = multiplyTile(f, lanes, height, { ...fields, a, b });
  const store = layout === "Rows" ? storeRows : storeColumns;
  f.if(
    i32.leS(i32.add(column, tileRowBytes / lanes.bytes), least(columns, first)),
    () =>
      f.if(
        add,
        () => store(f, lanes, sums, c, cStride, true),
        () => store(f, lanes, sums, c, cStride, false),
      ),
    () => {
      storeRows(f, lanes, sums, spare, tileRowBytes, false);
      const bytes = f.local(i32.const(lanes.bytes));
      const [cRow, cColumn] = layout === "Rows" ? [cStride, bytes] : [bytes, cStride];
      const [left, leftOfFirst] = [i32.sub(columns, column), i32.sub(first, column)];
      f.run(merge.call(spare, c, cRow, cColumn, i32.const(height), left, leftOfFirst, add));
    },
  );
}

/** Adds the function that puts what belongs to C of a tile at its edge in its place, number by number. */
function addMerge(module: ModuleBuilder, lanes: Lanes): Merge {
  const { bytes } = lanes;
  const parameters = ["i32", "i32", "i32", "i32", "i32", "i32", "i32", "i32"] as const;
  return module.function(
    "merge",
    { parameters },
    (f, spare, c, cRow, cColumn, height, columns, columnsOfFirst, add) => {
      f.for(0, height, 1, () => {
        const [from, to] = [f.local(spare), f.local(c)];
        const own = f.local(least(columns, columnsOfFirst));
        const width = f.local(i32.const(tileRowBytes / bytes));
        f.for(0, least(own, width), 1, () => {
          const sum = f.local(lanes.loadSplat(from));
          f.if(add, () => f.set(sum, lanes.add(lanes.loadSplat(to), sum)));
          f.store(to, lanes.extract(sum, 0));
          f.set(from, i32.add(from, bytes));
          f.set(to, i32.add(to, cColumn));
        });
        f.set(spare, i32.add(spare, tileRowBytes));
        f.set(c, i32.add(c, cRow));
        f.set(columnsOfFirst, i32.add(columnsOfFirst, 1));
      });
    },
  );
}
