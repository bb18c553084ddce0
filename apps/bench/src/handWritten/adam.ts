/** A step of Adam as one writes it by hand in JavaScript: one loop. */
export function adam<A extends Float32Array | Float64Array>(
  weights: A,
  gradient: A,
  mean: A,
  meanSquare: A,
  step: number,
  learningRate: number,
): void {
  const scale = learningRate / (1 - 0.9 ** step);
  const correction = 1 / (1 - 0.999 ** step);
  for (let i = 0; i < weights.length; i++) {
    const g = gradient[i] as number;
    const m = 0.9 * (mean[i] as number) + 0.1 * g;
    const v = 0.999 * (meanSquare[i] as number) + 0.001 * g * g;
    mean[i] = m;
    meanSquare[i] = v;
    weights[i] = (weights[i] as number) - (scale * m) / (Math.sqrt(v * correction) + 1e-8);
  }
}
