import { readFileSync } from "node:fs";
import { join } from "node:path";
import { encodeLabels, parseLibsvm, selectRows, splitEvery, TableEncoder } from "@surprisal/data";
import { readTable, readTextFile } from "@surprisal/data/node";
import type { Features } from "@surprisal/contract";

const folder = join(import.meta.dirname, "data");

/** What the exact minimum gives. */
export interface Reference {
  readonly objective_sum: number;
  readonly train_logloss: number;
  readonly test_logloss: number;
  readonly train_correct: number;
  readonly test_correct: number;
  readonly intercept: readonly number[];
  readonly coef: readonly (readonly number[])[];
}

export interface DataSet {
  readonly x: Features;
  readonly y: Int32Array;
  readonly testX: Features;
  readonly testY: Int32Array;
  readonly reference: Reference;
}

function referenceOf(name: string): Reference {
  const manifest: { datasets: { name: string; golden: Record<string, Reference> }[] } = JSON.parse(
    readFileSync(join(folder, "manifest.json"), "utf8"),
  );
  const reference = manifest.datasets.find((set) => set.name === name)?.golden[name];
  if (!reference) throw new Error(`manifest.json has no reference for ${name}`);
  return reference;
}

/** A table of numbers: every fifth row is for testing, columns are standardized. */
export async function readNumeric(name: string): Promise<DataSet> {
  const table = await readTable(join(folder, `${name}.csv.gz`));
  const { test, train } = splitEvery(table.rowCount, 5);
  const numeric = table.columnNames.filter((column) => column !== "label");
  const encoder = TableEncoder.fit(selectRows(table, train), { numeric, categorical: [] });
  return parts(encoder.transform(table), encodeLabels(table.column("label")).indices, train, test, name);
}

export async function readHeart(): Promise<DataSet> {
  const name = "heart_scale";
  const { features, labels } = parseLibsvm(await readTextFile(join(folder, `${name}.libsvm.gz`)), { features: 13 });
  const { test, train } = splitEvery(labels.length, 5);
  return parts(features, encodeLabels(labels).indices, train, test, name);
}

const parts = (x: Features, y: Int32Array, train: Int32Array, test: Int32Array, name: string): DataSet => ({
  x: selectRows(x, train),
  y: selectRows(y, train),
  testX: selectRows(x, test),
  testY: selectRows(y, test),
  reference: referenceOf(name),
});
