import { tensor, treeMap, type Tensor } from "@surprisal/tensor";

const step = 1e-5;

/** The gradient by central differences, (f(x + h) − f(x − h)) / 2h, one number of the weights after the other. */
export function centralDifferences<Weights>(f: (weights: Weights) => Tensor, weights: Weights): Weights {
  return treeMap((leaf) => {
    const slopes = Float64Array.from(leaf.data, (_, i) => {
      const valueAt = (h: number): number =>
        f(treeMap((each) => (each === leaf ? moved(each, i, h) : each), weights)).item();
      return (valueAt(step) - valueAt(-step)) / (2 * step);
    });
    return tensor(slopes, { shape: leaf.shape });
  }, weights);
}

function moved(leaf: Tensor, i: number, h: number): Tensor {
  const data = Float64Array.from(leaf.data);
  data[i]! += h;
  return tensor(data, { shape: leaf.shape });
}
