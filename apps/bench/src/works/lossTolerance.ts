import type { Case } from "../harness/work.ts";

/**
 * What the mean of a loss and its gradient may be off. In float32 the rounding of z − max z alone costs its share of the gradient; the mean
 * of many has room for the rounding of a few numbers and no more.
 */
export function lossTolerance(prediction: Float32Array, width: number): Case["tolerance"] {
  let known: number | undefined;
  return (precision) => {
    if (precision === "float64") return { value: 1e-12, gradient: 1e-13 };
    known ??= widestSpan(prediction, width);
    return { value: 1e-6, gradient: 4e-7 * (1 + known / 8) };
  };
}

function widestSpan(prediction: Float32Array, width: number): number {
  let widest = 0;
  for (let start = 0; start < prediction.length; start += width) {
    let [smallest, largest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (let i = start; i < start + width; i++) {
      const each = prediction[i] as number;
      if (each < smallest) smallest = each;
      if (each > largest) largest = each;
    }
    widest = Math.max(widest, largest - smallest);
  }
  return widest;
}
