import { DataError, ParameterError, type SparseMatrix } from "@surprisal/contract";
import { parseNumber } from "../table/cells.ts";
import { show } from "../text/show.ts";
import { sourceText } from "../text/source.ts";

/** How a LIBSVM text is read. */
export interface ParseLibsvmOptions {
  /** The width of the matrix. Default: the largest index in the text, which then may be 2^24 at most. */
  readonly features?: number;
  /** What errors call the text: usually the file it is from. Default "data". */
  readonly name?: string;
}

/** What a LIBSVM text holds. */
export interface LibsvmData {
  readonly features: SparseMatrix;
  /** `[N]`, as they are written. */
  readonly labels: string[];
}

const widestInferred = 2 ** 24;
const widest = 2 ** 31 - 1;
const whole = /^\d{1,10}$/;

/**
 * Sparse features and labels from LIBSVM's format: a line `label index:value index:value …` an example, indices from 1 and increasing
 * within a line; what follows a # is a comment.
 *
 * @param text - the whole file.
 * @param options - see ParseLibsvmOptions.
 * @returns the matrix, with column index − 1 for each index and without the zeros, and the labels.
 * @throws DataError naming the line for all that is not of the format, and where there are no rows; ParameterError for an impossible width.
 * @example
 * const { features, labels } = parseLibsvm("+1 1:0.5 3:2\n-1 2:1 # a comment\n")
 * labels // → ["+1", "-1"]
 * features.columns // → 3
 * features.rowStarts // → [0, 2, 3]
 * features.columnIndices // → [0, 2, 1]
 * features.values // → [0.5, 2, 1]
 * @see Chang & Lin, "LIBSVM: a library for support vector machines", https://www.csie.ntu.edu.tw/~cjlin/libsvm/
 */
export function parseLibsvm(text: string, options: ParseLibsvmOptions = {}): LibsvmData {
  const { features: width, name = "data" } = options;
  if (width !== undefined && (!Number.isInteger(width) || width < 1 || width > widest)) {
    throw new ParameterError(`parseLibsvm: features is ${width}, expected a whole number in 1 … 2^31 − 1`);
  }
  const source = sourceText(text, name);
  const labels: string[] = [];
  const rowStarts = [0];
  const entries = countOf(":", source);
  const columnIndices = new Int32Array(entries);
  const values = new Float64Array(entries);
  let count = 0;
  let columns = 0;
  let line = 0;
  for (const content of lines(source)) {
    line++;
    const [label, ...pairs] = content.match(/\S+/g) ?? [];
    if (label === undefined) continue;
    const fail = (what: string): never => {
      throw new DataError(`${name}, line ${line}: ${what}`);
    };
    if (label.includes(":")) fail(`${show(label)} where the label is expected`);
    labels.push(label);
    let last = 0;
    for (const pair of pairs) {
      const colon = pair.indexOf(":");
      const index = colon !== -1 && whole.test(pair.slice(0, colon)) ? Number(pair.slice(0, colon)) : 0;
      const value = parseNumber(pair.slice(colon + 1));
      if (index === 0 || Number.isNaN(value))
        fail(`${show(pair)}, expected index:value, the index a whole number from 1`);
      if (index <= last) fail(`index ${index} after ${last}, expected increasing indices`);
      if (index > (width ?? widestInferred)) fail(`index ${index}, expected 1..${width ?? widestInferred}`);
      last = index;
      if (value === 0) continue;
      columnIndices[count] = index - 1;
      values[count++] = value;
    }
    columns = Math.max(columns, last);
    rowStarts.push(count);
  }
  if (labels.length === 0) throw new DataError(`${name}: no rows, expected lines of the form label index:value …`);
  const features: SparseMatrix = {
    rows: labels.length,
    columns: width ?? columns,
    rowStarts: Int32Array.from(rowStarts),
    columnIndices: columnIndices.slice(0, count),
    values: values.slice(0, count),
  };
  return { features, labels };
}

/** The lines of a text without their comments. */
function* lines(text: string): Generator<string> {
  for (let start = 0; start < text.length;) {
    const newLine = text.indexOf("\n", start);
    const end = newLine === -1 ? text.length : newLine;
    const line = text.slice(start, end);
    const comment = line.indexOf("#");
    yield comment === -1 ? line : line.slice(0, comment);
    start = end + 1;
  }
}

function countOf(character: string, text: string): number {
  let count = 0;
  for (let i = text.indexOf(character); i !== -1; i = text.indexOf(character, i + 1)) count++;
  return count;
}
