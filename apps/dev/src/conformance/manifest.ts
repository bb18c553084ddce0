import { DataError } from "@surprisal/contract";

/** How to read a data set, as its manifest says. */
export interface DataInput {
  readonly format?: "csv" | "libsvm" | "idx";
  readonly preprocess?: "table" | "text" | "pixels" | "libsvm";
  readonly delimiter?: "," | "\t";
  readonly header?: boolean;
  readonly columns?: readonly string[];
  readonly quote?: boolean;
  readonly trim?: boolean;
  readonly skipRowsWithOtherWidth?: boolean;
  readonly label?: string;
  /** What is cut off the end of labels. */
  readonly labelTrimEnd?: string;
  /** Names of columns, or "all" but the label. */
  readonly numeric?: readonly string[] | "all";
  readonly ignore?: readonly string[];
  readonly divideBy?: number;
  /** How many features a LIBSVM file has. */
  readonly features?: number;
  readonly split?: { readonly testFile?: string; readonly trainRows?: number };
}

/** What the exact minimum gives. */
export interface Reference {
  readonly classes: readonly string[];
  readonly objective_sum: number;
  readonly test_correct: number;
  readonly n_test: number;
}

export interface DataSet {
  readonly name: string;
  readonly files: readonly { readonly path: string }[];
  readonly input?: DataInput | null;
  readonly golden?: Readonly<Record<string, Reference>>;
}

/** The data sets of a manifest. */
export function readManifest(text: string): readonly DataSet[] {
  const manifest: unknown = JSON.parse(text);
  if (
    typeof manifest !== "object" ||
    manifest === null ||
    !("datasets" in manifest) ||
    !Array.isArray(manifest.datasets)
  ) {
    throw new DataError("manifest.json has no datasets, expected an object with a list of them");
  }
  // A set that is not as described fails where it is used, and counts as failed.
  return manifest.datasets as DataSet[];
}

/** Why a set is of no kind that is read here; undefined where it is. */
export function reasonToPassOver({ golden, input }: DataSet): string | undefined {
  if (!input || !golden) return "no rule how to read it";
  const { format = "csv", preprocess = "table" } = input;
  if (format === "idx") return "images in IDX files";
  if (preprocess === "text") return "text";
  return undefined;
}
