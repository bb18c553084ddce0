/**
 * Softmax cross-entropy as one writes it by hand in JavaScript: three loops a row, one exp an element. Writes the value of each row and
 * the gradient of their sum. What a compiled form is to be as fast as.
 */
export function softmaxCrossEntropy<A extends Float32Array | Float64Array>(
  rows: number,
  width: number,
  logits: A,
  target: Int32Array,
  values: A,
  gradient: A,
): void {
  for (let row = 0; row < rows; row++) {
    const start = row * width;
    let largest = Number.NEGATIVE_INFINITY;
    for (let j = 0; j < width; j++) {
      const logit = logits[start + j] as number;
      if (logit > largest) largest = logit;
    }
    let sum = 0;
    for (let j = 0; j < width; j++) {
      const exponential = Math.exp((logits[start + j] as number) - largest);
      gradient[start + j] = exponential;
      sum += exponential;
    }
    const scale = 1 / sum;
    for (let j = 0; j < width; j++) gradient[start + j] = (gradient[start + j] as number) * scale;
    const own = start + (target[row] as number);
    values[row] = Math.log(sum) - ((logits[own] as number) - largest);
    gradient[own] = (gradient[own] as number) - 1;
  }
}
