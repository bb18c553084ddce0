import { DataError, ParameterError } from "@surprisal/contract";
import { isMissing } from "../table/cells.ts";
import type { ColumnKinds } from "../table/inferColumnKinds.ts";
import { numberAt } from "../table/numericMatrix.ts";
import type { Table } from "../table/table.ts";
import { compareCodePoints } from "../text/compareCodePoints.ts";
import { show } from "../text/show.ts";
import {
  missingLevel,
  mostFeatures,
  widthOf,
  type CategoricalColumn,
  type EncodedColumn,
  type NumericColumn,
} from "./columns.ts";
import { statisticsOf } from "./statistics.ts";

/** What is to be known of the training columns: numeric ones first, both kinds in the order of the table. */
export function fitColumns(table: Table, { numeric, categorical }: ColumnKinds): EncodedColumn[] {
  const names = [...numeric, ...categorical];
  if (names.length === 0)
    throw new ParameterError("TableEncoder.fit: numeric and categorical are empty, expected a column");
  const seen = new Set<string>();
  const twice = names.find((name, i) => seen.add(name).size === i);
  if (twice !== undefined) throw new ParameterError(`TableEncoder.fit: column ${show(twice)} is named twice`);
  for (const name of names) table.column(name);
  if (table.rowCount === 0) throw new DataError(`${table.name}: no rows, expected at least one to fit on`);

  const inOrder = (some: readonly string[]): string[] => {
    const chosen = new Set(some);
    return table.columnNames.filter((name) => chosen.has(name));
  };
  const columns = [
    ...inOrder(numeric).map((name) => fitNumeric(table, name)),
    ...inOrder(categorical).map((name) => fitCategorical(table, name)),
  ];
  const width = widthOf(columns);
  if (width > mostFeatures) {
    throw new DataError(`${table.name}: ${width} features, expected at most 2^20${adviceOn(columns)}`);
  }
  return columns;
}

function fitNumeric(table: Table, name: string): NumericColumn {
  const cells = table.column(name);
  const values = Float64Array.from(cells, (cell, i) => (isMissing(cell) ? Number.NaN : numberAt(table, name, i, cell)));
  const { mean, std } = statisticsOf(values);
  if (!Number.isFinite(mean) || !Number.isFinite(std)) {
    throw new DataError(`${table.name}: column ${show(name)} has numbers too large to be standardized`);
  }
  return { name, kind: "numeric", mean, std };
}

function fitCategorical(table: Table, name: string): CategoricalColumn {
  const levels = new Set(table.column(name).map(levelOf));
  return { name, kind: "categorical", levels: [...levels].sort(compareCodePoints) };
}

/** The level that a cell belongs to. */
export function levelOf(cell: string): string {
  return isMissing(cell) ? missingLevel : cell;
}

/** Which column to leave out where there are too many features. */
export function adviceOn(columns: readonly EncodedColumn[]): string {
  const [widest] = columns
    .filter((column) => column.kind === "categorical")
    .sort((a, b) => b.levels.length - a.levels.length);
  return widest ? `; column ${show(widest.name)} alone has ${widest.levels.length} levels` : "";
}
