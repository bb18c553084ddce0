import { classes, normals } from "../data.ts";
import type { Result } from "../harness/work.ts";
import { meanOf } from "./numbers.ts";

export interface LayerSize {
  readonly rows: number;
  readonly features: number;
  readonly classes: number;
}

/** Rows of features, the weights of a layer and its bias, and a class for each row. */
export interface Layer extends LayerSize {
  readonly x: Float32Array<ArrayBuffer>;
  readonly weight: Float32Array<ArrayBuffer>;
  readonly bias: Float32Array<ArrayBuffer>;
  readonly target: Int32Array<ArrayBuffer>;
}

/** How many numbers other than 0 a row of features or weights has. */
const filled = 8;

/** Rows of mostly zeros: contenders, which know nothing of it, take as long as for others, and the reference is quick. */
function sparseRows(count: number, width: number, seed: number): Float32Array<ArrayBuffer> {
  const drawn = normals(count * filled, 1, seed);
  const rows = new Float32Array(count * width);
  for (let i = 0; i < drawn.length; i++) {
    const row = Math.floor(i / filled);
    rows[row * width + ((row * 7 + (i % filled) * 13 + seed) % width)] = drawn[i] as number;
  }
  return rows;
}

export function makeLayer(size: LayerSize): Layer {
  return {
    ...size,
    x: sparseRows(size.rows, size.features, 1),
    weight: sparseRows(size.classes, size.features, 2),
    bias: normals(size.classes, 1, 3),
    target: classes(size.rows, size.classes),
  };
}

/** What is not 0: of row after row, where each starts. */
interface Entries {
  readonly starts: Int32Array;
  readonly places: Int32Array;
  readonly values: Float64Array;
}

function entriesOf(rows: Float32Array, width: number): Entries {
  const starts = [0];
  const [places, values]: [number[], number[]] = [[], []];
  for (const [i, value] of rows.entries()) {
    if (value !== 0) {
      places.push(i % width);
      values.push(value);
    }
    if ((i + 1) % width === 0) starts.push(places.length);
  }
  return { starts: Int32Array.from(starts), places: Int32Array.from(places), values: Float64Array.from(values) };
}

/** Mean softmax cross-entropy of the layer's outputs with its gradients, plainly in float64. */
export function referenceOfLayer({ x, weight, bias, target, rows, features, classes }: Layer): Result {
  const [inputs, weights] = [entriesOf(x, features), entriesOf(weight, features)];
  // Class by class for each feature, so that memory is gone through in order.
  const columns = Array.from({ length: features }, (_, place) => {
    const column = new Float64Array(classes);
    for (let c = 0; c < classes; c++) column[c] = weight[c * features + place] as number;
    return column;
  });
  const columnGradients = columns.map(() => new Float64Array(classes));
  const gradients = { x: new Float64Array(x.length), bias: new Float64Array(classes) };
  const values = Float64Array.from(target, (own, n) => {
    const logits = Float64Array.from(bias);
    eachOf(inputs, n, (place, value) => addMultiple(logits, value, columns[place] as Float64Array));
    const largest = logits.reduce((a, b) => Math.max(a, b));
    const logSum = largest + Math.log(logits.reduce((sum, z) => sum + Math.exp(z - largest), 0));
    const ofLogits = logits.map((z, c) => (Math.exp(z - logSum) - (c === own ? 1 : 0)) / rows);
    addMultiple(gradients.bias, 1, ofLogits);
    eachOf(inputs, n, (place, value) => addMultiple(columnGradients[place] as Float64Array, value, ofLogits));
    const ofRow = gradients.x.subarray(n * features, (n + 1) * features);
    for (let c = 0; c < classes; c++) addRow(ofRow, ofLogits[c] as number, weights, c);
    return logSum - (logits[own] as number);
  });
  const ofWeight = new Float64Array(weight.length);
  for (const [place, column] of columnGradients.entries()) {
    for (let c = 0; c < classes; c++) ofWeight[c * features + place] = column[c] as number;
  }
  return { value: [meanOf(values)], features: gradients.x, weight: ofWeight, bias: gradients.bias };
}

function eachOf({ starts, places, values }: Entries, row: number, see: (place: number, value: number) => void): void {
  for (let k = starts[row] as number; k < (starts[row + 1] as number); k++)
    see(places[k] as number, values[k] as number);
}

function addRow(sum: Float64Array, factor: number, { starts, places, values }: Entries, row: number): void {
  const end = starts[row + 1] as number;
  for (let k = starts[row] as number; k < end; k++) {
    const place = places[k] as number;
    sum[place] = (sum[place] as number) + factor * (values[k] as number);
  }
}

function addMultiple(sum: Float64Array, factor: number, terms: Float64Array): void {
  for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] as number) + factor * (terms[i] as number);
}
