import { readTable } from "@surprisal/data/node";
import { argmax } from "@surprisal/tensor";
import { stringify } from "csv-stringify/sync";
import type { Output } from "../output/output.ts";
import { readModel } from "../readModel.ts";

/** `surprisal predict`: a line a row, in the order of the file. */
export async function predict(model: string, file: string, output: Output): Promise<void> {
  const classifier = await readModel(model);
  const table = await readTable(file);
  const probabilities = classifier.predictProbability(table);
  const { data } = probabilities;
  const best = argmax(probabilities).data;
  const { classes, target } = classifier;
  const rows = Array.from(best, (index, i) => [
    classes[index] ?? "",
    ...data.subarray(i * classes.length, (i + 1) * classes.length),
  ]);
  output.stdout.write(stringify([[target, ...classes.map((name) => `probability of ${name}`)], ...rows]));
}
