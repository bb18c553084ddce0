import { DataError } from "@surprisal/contract";
import { readTextFile } from "@surprisal/data/node";
import { TableClassifier } from "@surprisal/models";

/** Reads a model that `fit` has written; whatever else the file holds is refused. */
export async function readModel(path: string): Promise<TableClassifier> {
  const text = await readTextFile(path);
  try {
    return TableClassifier.fromJSON(JSON.parse(text));
  } catch (error) {
    const why =
      error instanceof SyntaxError ? "it is not JSON" : error instanceof Error ? error.message : String(error);
    throw new DataError(`${path}: no model of this program: ${why}`, { cause: error });
  }
}
