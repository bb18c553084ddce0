import { DataError } from "@surprisal/contract";
import { tensor, type Tensor } from "@surprisal/tensor";
import { isMissing } from "../table/cells.ts";
import type { ColumnKinds } from "../table/inferColumnKinds.ts";
import { numberAt, where } from "../table/numericMatrix.ts";
import { checkSize } from "../table/size.ts";
import type { Table } from "../table/table.ts";
import { show } from "../text/show.ts";
import { widthOf, type EncodedColumn } from "./columns.ts";
import { adviceOn, fitColumns, levelOf } from "./fitColumns.ts";
import { format, readColumns, version, type TableEncoderJSON } from "./json.ts";

/**
 * Turns rows of numbers and categories into the numbers a model works on, by what a training table holds.
 *
 * First the numeric columns, in the order of the table: a missing value becomes the mean of the training rows, then all are
 * standardized, (x − mean) / std with the population's std, and 1 in place of a std of 0. Then the categorical columns, in the order
 * of the table, one-hot over the levels seen in training sorted by code point. A missing cell is the level `<missing>`; a level that
 * was not seen in training becomes zeros only.
 *
 * @example
 * const train = parseTable("mass,island\n3000,Dream\n5000,Biscoe\n,Dream\n")
 * const encoder = TableEncoder.fit(train, { numeric: ["mass"], categorical: ["island"] })
 * encoder.featureNames // → ["mass", "island=Biscoe", "island=Dream"]
 * encoder.transform(train) // → [[-1.2247, 0, 1], [1.2247, 1, 0], [0, 0, 1]]
 * encoder.transform(parseTable("island,mass\nTorgersen,4000\n")) // → [[0, 0, 0]]
 */
export class TableEncoder {
  /** What was learned of each column, in the order of the features. */
  readonly columns: readonly EncodedColumn[];
  /** `[D]`: the name of a numeric column, `column=level` for a level of a categorical one. */
  readonly featureNames: readonly string[];

  private constructor(columns: readonly EncodedColumn[]) {
    this.columns = columns;
    this.featureNames = columns.flatMap((column) =>
      column.kind === "numeric" ? [column.name] : column.levels.map((level) => `${column.name}=${level}`),
    );
  }

  /**
   * Learns means, standard deviations and levels.
   *
   * @param table - the training rows only: what is learned from test rows makes their results look better than they are.
   * @param kinds - the names of the numeric and of the categorical columns, as `inferColumnKinds` gives them; others are not used.
   * @throws DataError for a column that does not exist, a cell of a numeric column that is neither missing nor a finite decimal number,
   *   a table without rows, and more than 2^20 features; ParameterError where no column is named, or one twice.
   */
  static fit(table: Table, kinds: ColumnKinds): TableEncoder {
    return new TableEncoder(fitColumns(table, kinds));
  }

  /**
   * @param table - any rows with the columns of training; others are not looked at.
   * @returns `[N, D]`, float64.
   * @throws DataError for a column that does not exist, a numeric cell that is no number or too large, and more than 2^28 numbers.
   */
  transform(table: Table): Tensor {
    const width = widthOf(this.columns);
    checkSize(table, width, adviceOn(this.columns));
    const features = new Float64Array(table.rowCount * width);
    let offset = 0;
    for (const column of this.columns) {
      const cells = table.column(column.name);
      if (column.kind === "numeric") {
        const { name, mean, std } = column;
        for (const [i, cell] of cells.entries()) {
          const value = isMissing(cell) ? 0 : (numberAt(table, name, i, cell) - mean) / std;
          if (!Number.isFinite(value)) throw tooLarge(table, name, i, cell);
          features[i * width + offset] = value;
        }
        offset += 1;
      } else {
        const places = new Map(column.levels.map((level, j) => [level, offset + j]));
        for (const [i, cell] of cells.entries()) {
          const place = places.get(levelOf(cell));
          if (place !== undefined) features[i * width + place] = 1;
        }
        offset += column.levels.length;
      }
    }
    return tensor(features, { shape: [table.rowCount, width] });
  }

  /** What was learned, as plain data for JSON. */
  toJSON(): TableEncoderJSON {
    return { format, version, columns: this.columns };
  }

  /**
   * The encoder that `toJSON` wrote. What it is given may be from anywhere: every field is checked.
   *
   * @param json - parsed JSON.
   * @throws DataError naming the field that is not as it should be.
   * @example
   * const encoder = TableEncoder.fit(parseTable("x\n1\n3\n"), { numeric: ["x"], categorical: [] })
   * const read = TableEncoder.fromJSON(JSON.parse(JSON.stringify(encoder)))
   * read.transform(parseTable("x\n4\n")) // → [[2]]
   * TableEncoder.fromJSON({ format: "other" }) // throws DataError
   */
  static fromJSON(json: unknown): TableEncoder {
    return new TableEncoder(readColumns(json));
  }
}

function tooLarge(table: Table, column: string, row: number, cell: string): DataError {
  return new DataError(`${where(table, column, row)}: ${show(cell)} is too large to be standardized`);
}
