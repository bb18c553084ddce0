import { allocate, f32x4, f64x2, kernelMemory } from "@surprisal/kernels";
import { softmaxCrossEntropy } from "../handWritten/softmaxCrossEntropy.ts";
import { softmaxCrossEntropyWasm } from "../handWritten/softmaxCrossEntropyWasm.ts";
import type { Contender, Precision, Result, Runner } from "../harness/work.ts";
import { inPrecision, meanOf } from "./numbers.ts";
import { meanResult } from "./oursOfLoss.ts";

/** Logits, and a class for each row of them. */
export interface RowsOfLogits {
  readonly rows: number;
  readonly width: number;
  readonly logits: Float32Array<ArrayBuffer>;
  readonly target: Int32Array<ArrayBuffer>;
}

/** The hand-written kernel, as a contender of its own work and as a yardstick for losses like it. */
export function handWrittenCrossEntropy(
  { rows, width, logits, target }: RowsOfLogits,
  precision: Precision,
): Contender {
  return {
    name: "hand-written JavaScript",
    side: "hand-written",
    precision,
    prepare: () => {
      const x = inPrecision(logits, precision);
      const gradient = inPrecision(new Float32Array(x.length), precision);
      const values = inPrecision(new Float32Array(rows), precision);
      return {
        run: () => softmaxCrossEntropy(rows, width, x, target, values, gradient),
        result: () => meanResult(values, gradient),
      };
    },
  };
}

/** Softmax cross-entropy and its gradient, mean over the rows: plainly, in float64. */
export function referenceCrossEntropy({ rows, width, logits, target }: RowsOfLogits): Result {
  const values = new Float64Array(rows);
  const gradient = new Float64Array(logits.length);
  for (let row = 0; row < rows; row++) {
    const z = logits.subarray(row * width, (row + 1) * width);
    const largest = z.reduce((a, b) => Math.max(a, b));
    const sum = z.reduce((total, each) => total + Math.exp(each - largest), 0);
    const logSum = largest + Math.log(sum);
    const own = target[row] as number;
    values[row] = logSum - (z[own] as number);
    for (let j = 0; j < width; j++) {
      gradient[row * width + j] = (Math.exp((z[j] as number) - logSum) - (j === own ? 1 : 0)) / rows;
    }
  }
  return { value: [meanOf(values)], gradient };
}

/** By hand in WebAssembly: on rows that lie in its memory already; and on arrays, of which a block of rows at a time is copied in and out. */
export function handWrittenWasmCrossEntropy(data: RowsOfLogits, precision: Precision): Contender[] {
  const lanes = precision === "float32" ? f32x4 : f64x2;
  const isEven = data.width % (2 * lanes.count) === 0;
  const shared = {
    side: "hand-written",
    precision,
    ...(!isEven && { skipped: `written for widths that ${2 * lanes.count} divides` }),
  } as const;
  return [
    { ...shared, name: "hand-written WebAssembly in place", prepare: () => inPlace(data, precision) },
    { ...shared, name: "hand-written WebAssembly", prepare: () => inAndOut(data, precision) },
  ];
}

function inPlace({ rows, width, logits, target }: RowsOfLogits, precision: Precision): Runner {
  const { pass, ...views } = memoryForRows(rows, width, precision);
  views.logits.set(logits);
  views.target.set(target);
  return { run: () => pass(rows), result: () => meanResult(views.values, views.gradient) };
}

/** As many rows as have so many logits are copied at once: they stay in the cache. */
const blockSize = 8192;

function inAndOut({ rows, width, logits, target }: RowsOfLogits, precision: Precision): Runner {
  const step = Math.max(1, Math.floor(blockSize / width));
  const { pass, ...views } = memoryForRows(step, width, precision);
  const x = inPrecision(logits, precision);
  const gradient = x.slice();
  const values = new Float64Array(rows);
  const run = (): void => {
    for (let row = 0; row < rows; row += step) {
      const end = Math.min(row + step, rows);
      const count = (end - row) * width;
      views.logits.set(x.subarray(row * width, end * width));
      views.target.set(target.subarray(row, end));
      pass(end - row);
      gradient.set(views.gradient.subarray(0, count), row * width);
      values.set(views.values.subarray(0, end - row), row);
    }
  };
  return { run, result: () => meanResult(values, gradient) };
}

/** A block of the kernels' memory for so many rows, and the kernel on it: its copies cost what ours do. */
function memoryForRows(rows: number, width: number, precision: Precision) {
  const lanes = precision === "float32" ? f32x4 : f64x2;
  const count = rows * width;
  const bytes = count * lanes.bytes;
  const [gradientAt, targetAt] = [bytes, 2 * bytes];
  const valuesAt = Math.ceil((targetAt + 4 * rows) / 16) * 16;
  const start = allocate(valuesAt + 8 * rows).offset;
  const { buffer } = kernelMemory();
  const floats = (at: number, length: number): Float32Array | Float64Array =>
    precision === "float32" ? new Float32Array(buffer, at, length) : new Float64Array(buffer, at, length);
  const kernel = softmaxCrossEntropyWasm(lanes);
  return {
    logits: floats(start, count),
    gradient: floats(start + gradientAt, count),
    target: new Int32Array(buffer, start + targetAt, rows),
    values: new Float64Array(buffer, start + valuesAt, rows),
    pass: (actual: number) => kernel(start, start + gradientAt, start + targetAt, start + valuesAt, actual, width),
  };
}
