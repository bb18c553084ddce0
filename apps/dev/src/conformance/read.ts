import { join } from "node:path";
import { DataError, type Features } from "@surprisal/contract";
import { numericMatrix, parseLibsvm, selectRows, splitEvery, TableEncoder, type Table } from "@surprisal/data";
import { readTable, readTextFile, type ReadTableOptions } from "@surprisal/data/node";
import { div } from "@surprisal/tensor";
import type { DataInput, DataSet } from "./manifest.ts";

/** A data set, ready for a fit. */
export interface Examples {
  readonly train: { readonly features: Features; readonly labels: readonly string[] };
  readonly test: { readonly features: Features; readonly labels: readonly string[] };
}

/** Reads a data set by the rules of its manifest. */
export async function readExamples(folder: string, { files, input }: DataSet): Promise<Examples> {
  const [first] = files;
  if (!first || !input) throw new DataError("no file to read");
  const path = join(folder, first.path);
  const testPath = input.split?.testFile && join(folder, input.split.testFile);
  return input.format === "libsvm" ? readSparse(path, testPath, input) : readRows(path, testPath, input);
}

/** Which of the rows are for training and which for testing. */
function split(rowCount: number, { trainRows }: NonNullable<DataInput["split"]> = {}): ReturnType<typeof splitEvery> {
  if (trainRows === undefined) return splitEvery(rowCount, 5);
  const all = Int32Array.from({ length: rowCount }, (_, i) => i);
  return { train: all.slice(0, trainRows), test: all.slice(trainRows) };
}

async function readSparse(path: string, testPath: string | undefined, input: DataInput): Promise<Examples> {
  const read = async (file: string): Promise<ReturnType<typeof parseLibsvm>> =>
    parseLibsvm(await readTextFile(file), { name: file, ...(input.features && { features: input.features }) });
  const all = await read(path);
  if (testPath) return { train: all, test: await read(testPath) };
  const { test, train } = split(all.labels.length, input.split);
  const part = (rows: Int32Array): Examples["train"] => ({
    features: selectRows(all.features, rows),
    labels: selectRows(all.labels, rows),
  });
  return { train: part(train), test: part(test) };
}

async function readRows(path: string, testPath: string | undefined, input: DataInput): Promise<Examples> {
  const { columns, delimiter, header, quote, skipRowsWithOtherWidth, trim } = input;
  const options: ReadTableOptions = {
    ...(columns && { columns }),
    ...(delimiter && { delimiter }),
    ...(header !== undefined && { header }),
    ...(quote !== undefined && { quote }),
    ...(skipRowsWithOtherWidth !== undefined && { skipRowsWithOtherWidth }),
    ...(trim !== undefined && { trim }),
  };
  const all = await readTable(path, options);
  const rows = testPath ? undefined : split(all.rowCount, input.split);
  const train = rows ? selectRows(all, rows.train) : all;
  const test = rows ? selectRows(all, rows.test) : await readTable(testPath ?? "", options);
  const transform = fitTransform(train, input);
  const part = (table: Table): Examples["train"] => ({ features: transform(table), labels: labelsOf(table, input) });
  return { train: part(train), test: part(test) };
}

function fitTransform(train: Table, input: DataInput): (table: Table) => Features {
  const label = input.label ?? "label";
  const used = train.columnNames.filter((name) => name !== label && !input.ignore?.includes(name));
  if (input.preprocess === "pixels") return (table) => div(numericMatrix(table, used), input.divideBy ?? 1);
  const isNumeric = (name: string): boolean => input.numeric === "all" || input.numeric?.includes(name) === true;
  const encoder = TableEncoder.fit(train, {
    numeric: used.filter(isNumeric),
    categorical: used.filter((name) => !isNumeric(name)),
  });
  return (table) => encoder.transform(table);
}

function labelsOf(table: Table, { label = "label", labelTrimEnd }: DataInput): readonly string[] {
  const labels = table.column(label);
  if (labelTrimEnd === undefined) return labels;
  return labels.map((each) => (each.endsWith(labelTrimEnd) ? each.slice(0, -labelTrimEnd.length) : each));
}
