/**
 * Binary cross-entropy on logits as one writes it by hand in JavaScript: one exp and one log1p an element. Writes the value of each element
 * and the gradient of their sum.
 */
export function binaryCrossEntropy<A extends Float32Array | Float64Array>(
  logits: A,
  target: A,
  values: A,
  gradient: A,
): void {
  for (let i = 0; i < logits.length; i++) {
    const [z, y] = [logits[i] as number, target[i] as number];
    const small = Math.exp(-Math.abs(z));
    const sigmoid = (z >= 0 ? 1 : small) / (1 + small);
    values[i] = Math.max(z, 0) - z * y + Math.log1p(small);
    gradient[i] = sigmoid - y;
  }
}
