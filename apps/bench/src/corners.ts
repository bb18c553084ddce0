// What TensorFlow.js answers in the corners that `apps/docs/corners.md` lists: the middle column of its tables is what this prints.
import { loadTensorFlow } from "./peers/loadTensorFlow.ts";

const tf = await loadTensorFlow();
await tf.setBackend("cpu");
const { losses, Reduction } = tf;
type Input = ReturnType<typeof tf.tensor2d>;

const oneHot = tf.tensor2d([[0, 0, 1]]);
const twoRows = tf.tensor2d([
  [1, 0, 0],
  [0, 1, 0],
]);
/** The first row counts for nothing, as near as it comes to an ignored one. */
const secondAlone = tf.tensor1d([0, 1]);

const ofRows =
  (labels: Input, weights?: ReturnType<typeof tf.tensor1d>) =>
  (logits: Input): Input =>
    losses.softmaxCrossEntropy(labels, logits, weights);
const ofLogits =
  (labels: readonly number[]) =>
  (logits: Input): Input =>
    losses.sigmoidCrossEntropy(tf.tensor2d([[...labels]]), logits, undefined, 0, Reduction.SUM);

const cases: readonly (readonly [string, (x: Input) => Input, readonly (readonly number[])[]])[] = [
  ["a masked class beside a one-hot distribution", ofRows(oneHot), [[0.5, -Infinity, 1]]],
  [
    "a row of weight 0 that holds NaN",
    ofRows(twoRows, secondAlone),
    [
      [Number.NaN, 0, 1],
      [0, 1, 2],
    ],
  ],
  [
    "a row of weight 0 of −∞ alone",
    ofRows(twoRows, secondAlone),
    [
      [-Infinity, -Infinity, -Infinity],
      [0, 1, 2],
    ],
  ],
  ["a logit of ∞, target 1", ofLogits([1]), [[Infinity]]],
  ["a logit of −∞, target 0", ofLogits([0]), [[-Infinity]]],
  ["a logit of ∞, target 0", ofLogits([0]), [[Infinity]]],
  ["a logit of 37.5, target 1", ofLogits([1]), [[37.5]]],
  ["absolute error 0", (x) => losses.absoluteDifference(tf.tensor2d([[2]]), x), [[2]]],
  ["logits (0, 50, 0), class 0", ofRows(tf.tensor2d([[1, 0, 0]])), [[0, 50, 0]]],
  ["a row of labels of 0 alone", ofRows(tf.tensor2d([[0, 0, 0]])), [[0, 1, 2]]],
];

const show = (compute: () => unknown): string => {
  try {
    return JSON.stringify(compute(), (_, value: unknown) =>
      typeof value === "number" && !Number.isFinite(value) ? String(value) : value,
    );
  } catch (error) {
    return `throws: ${error instanceof Error ? error.message : String(error)}`;
  }
};

const curvature = (f: (x: Input) => Input): ((x: Input) => Input) => {
  const slope = tf.grad(f as Parameters<typeof tf.grad>[0]);
  return tf.grad((x) => tf.sum(tf.slice(slope(x), [0, 0], [1, 1]))) as (x: Input) => Input;
};

console.log(`TensorFlow.js ${tf.version_core}, float32, backend ${tf.getBackend()}`);
for (const [name, f, rows] of cases) {
  const x = tf.tensor2d(rows.map((row) => [...row]));
  const slope = tf.grad(f as Parameters<typeof tf.grad>[0]);
  console.log(`${name}: value ${show(() => f(x).arraySync())}, gradient ${show(() => slope(x).arraySync())}`);
}
for (const [name, f, row] of [
  ["softmax cross-entropy at (0.5, 0, 1)", ofRows(oneHot), [0.5, 0, 1]],
  ["sigmoid cross-entropy at 0", ofLogits([1]), [0]],
  ["sigmoid cross-entropy at 1", ofLogits([1]), [1]],
] as const) {
  console.log(`second derivative of ${name}: ${show(() => curvature(f)(tf.tensor2d([[...row]])).arraySync())}`);
}
