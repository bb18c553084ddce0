import type { Loss, TargetKind } from "@surprisal/contract";
import * as losses from "@surprisal/losses";
import { generator, matmul, normal, tensor, uniform, type Tensor } from "@surprisal/tensor";
import type { Sample } from "./fit.ts";

/** A question that linear fits on made data answer: how well they do as more and more targets are wrong. */
export interface Study {
  readonly outputs: number;
  readonly kind: TargetKind;
  /** What it is measured by, and whether more of it is better. */
  readonly measure: string;
  readonly isShare: boolean;
  readonly wrong: string;
  /** What the loss is compared with. */
  readonly reference: Loss;
  readonly train: (rate: number, seed: number) => Sample;
  /** On new examples without wrong targets. */
  readonly score: (weights: Tensor) => number;
}

const [trainCount, testCount, testSeed] = [120, 2000, 999];

/** How many classes; around the origin, each within a normal of its centre; some examples lie far out. */
function clouds(count: number, classCount: number, seed: number): { inputs: Tensor; classes: number[] } {
  const noise = normal([count, 2], generator(seed), { dtype: "float64" }).data;
  const reach = normal([count], generator(seed + 10_000), { dtype: "float64" }).data;
  const classes = Array.from(reach, (_, i) => i % classCount);
  const rows = classes.flatMap((k, i) => {
    const [angle, scale] = [(2 * Math.PI * k) / classCount, Math.exp(Math.abs(reach[i] ?? 0))];
    const [x, y] = [2 * Math.cos(angle) + (noise[2 * i] ?? 0), 2 * Math.sin(angle) + (noise[2 * i + 1] ?? 0)];
    return [scale * x, scale * y, 1];
  });
  return { inputs: tensor(Float64Array.from(rows), { shape: [count, 3] }), classes };
}

/** Classes, of which a share is replaced by another class each. */
function mislabelled(classes: readonly number[], classCount: number, rate: number, seed: number): number[] {
  const draws = uniform([classes.length, 2], generator(seed + 20_000), { dtype: "float64" }).data;
  return classes.map((k, i) => {
    if ((draws[2 * i] ?? 0) >= rate) return k;
    return (k + 1 + Math.floor((draws[2 * i + 1] ?? 0) * (classCount - 1))) % classCount;
  });
}

function ofLabels(classCount: number, kind: TargetKind, reference: Loss, targetOf: (k: number) => number): Study {
  const outputs = classCount === 2 ? 1 : classCount;
  const test = clouds(testCount, classCount, testSeed);
  return {
    outputs,
    kind,
    measure: "Right on new examples",
    isShare: true,
    wrong: "labels that are wrong",
    reference,
    train: (rate, seed) => {
      const { classes, inputs } = clouds(trainCount, classCount, seed);
      return { inputs, targets: mislabelled(classes, classCount, rate, seed).map(targetOf) };
    },
    score: (weights) => {
      const scores = matmul(test.inputs, weights).data;
      const right = test.classes.filter((k, i) => {
        const row = scores.subarray(i * outputs, (i + 1) * outputs);
        return outputs === 1 ? Number((row[0] ?? 0) > 0) === k : row.indexOf(Math.max(...row)) === k;
      });
      return right.length / testCount;
    },
  };
}

/** A line through numbers, of which a share is far too large. */
function ofNumbers(): Study {
  const at = (count: number, seed: number): { inputs: Tensor; truth: number[] } => {
    const x = normal([count], generator(seed), { dtype: "float64" }).data;
    const inputs = tensor(Float64Array.from(Array.from(x).flatMap((each) => [each, 1])), { shape: [count, 2] });
    return { inputs, truth: Array.from(x, (each) => 1 + each / 2) };
  };
  const test = at(testCount, testSeed);
  return {
    outputs: 1,
    kind: "real",
    measure: "Mean error of the line",
    isShare: false,
    wrong: "targets that are 6 too large",
    reference: asLoss(losses.squaredError),
    train: (rate, seed) => {
      const { inputs, truth } = at(trainCount, seed);
      const scatter = normal([trainCount], generator(seed + 10_000), { dtype: "float64" }).data;
      const draws = uniform([trainCount], generator(seed + 20_000), { dtype: "float64" }).data;
      return {
        inputs,
        targets: truth.map((y, i) => y + 0.3 * (scatter[i] ?? 0) + ((draws[i] ?? 0) < rate ? 6 : 0)),
      };
    },
    score: (weights) => {
      const errors = Array.from(matmul(test.inputs, weights).data, (y, i) => Math.abs(y - (test.truth[i] ?? 0)));
      return errors.reduce((total, error) => total + error, 0) / testCount;
    },
  };
}

// A loss with parameters of its own is still a loss; only `with` is narrower.
const asLoss = (loss: unknown): Loss => loss as Loss;

/** The studies, by the kind of target that they ask about. */
export const studies: Readonly<Partial<Record<TargetKind, Study>>> = {
  classes: ofLabels(3, "classes", asLoss(losses.crossEntropy), (k) => k),
  sign: ofLabels(2, "sign", asLoss(losses.logistic), (k) => 2 * k - 1),
  probability: ofLabels(2, "probability", asLoss(losses.binaryCrossEntropy), (k) => k),
  real: ofNumbers(),
};
