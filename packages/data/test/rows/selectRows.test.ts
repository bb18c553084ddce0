import { ParameterError, type SparseMatrix } from "@surprisal/contract";
import { tensor } from "@surprisal/tensor";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseLibsvm, parseTable, selectRows } from "../../src/index.ts";

/** The same rows held in every form: row i is [i, 0 or 1, i²]. */
const make = (count: number) => {
  const rows = Array.from({ length: count }, (_, i) => [i, i % 2, i * i]);
  return {
    rows,
    table: parseTable(`a,b,c\n${rows.map((row) => row.join(",")).join("\n")}\n`),
    dense: tensor(Float64Array.from(rows.flat()), { shape: [count, 3] }),
    sparse: parseLibsvm(rows.map((row, i) => `${i} ${row.map((x, j) => `${j + 1}:${x}`).join(" ")}`).join("\n"), {
      features: 3,
    }).features,
  };
};

const toDense = (matrix: SparseMatrix): number[][] =>
  Array.from({ length: matrix.rows }, (_, i) => {
    const row = Array.from({ length: matrix.columns }, () => 0);
    for (let k = matrix.rowStarts[i] as number; k < (matrix.rowStarts[i + 1] as number); k++) {
      row[matrix.columnIndices[k] as number] = matrix.values[k] as number;
    }
    return row;
  });

const input = fc
  .integer({ min: 1, max: 12 })
  .chain((count) => fc.record({ count: fc.constant(count), indices: fc.array(fc.nat(count - 1)) }));

test("the same rows, whatever holds them", () => {
  fc.assert(
    fc.property(input, ({ count, indices }) => {
      const { rows, table, dense, sparse } = make(count);
      const expected = indices.map((i) => rows[i]);
      const places = Int32Array.from(indices);
      const selected = selectRows(table, places);
      expect(indices.map((_, k) => ["a", "b", "c"].map((name) => Number(selected.column(name)[k])))).toEqual(expected);
      expect(Array.from(selected.lineNumbers)).toEqual(indices.map((i) => i + 2));
      expect([selected.name, selected.rowCount]).toEqual([table.name, indices.length]);
      expect(selectRows(dense, indices).toArray()).toEqual(expected);
      expect(toDense(selectRows(sparse, places))).toEqual(expected);
      expect(selectRows(rows, indices)).toEqual(expected);
      expect(
        selectRows(
          Int32Array.from(rows, ([a]) => a as number),
          indices,
        ),
      ).toEqual(places);
    }),
  );
});

describe("a row that does not exist is refused, whatever holds them", () => {
  const { rows, table, dense, sparse } = make(3);
  test.each([[table], [dense], [sparse], [rows]])("%#", (held) => {
    for (const index of [3, -1, 0.5, Number.NaN]) {
      expect(() => selectRows(held as typeof table, [0, index])).toThrow(
        new ParameterError(`selectRows: indices[1] is ${index}, expected 0..2`),
      );
    }
  });
});
