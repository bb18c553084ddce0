import { tensor, type Tensor } from "@surprisal/tensor";

/** A tensor of doubles: the checks below want their digits. */
export const doubles = (values: number[] | number[][] | number): Tensor => tensor(values, { dtype: "float64" });

/** The four corners of a square, `[4, 2]`. */
export const X: Tensor = doubles([
  [0, 0],
  [0, 1],
  [1, 0],
  [1, 1],
]);

/** The class of each row, `[4]`: it is the first feature. */
export const y: Tensor = doubles([0, 0, 1, 1]);

export const learningRate = 0.01;
export const epochs = 1000;

/** The first two numbers of NumPy's `np.random.seed(0); np.random.randn(2, 1)`, where many tutorials start. */
export const firstWeights = [1.764052345967664, 0.4001572083672233] as const;
