import type { Loss, TargetKind } from "@surprisal/contract";
import { compileLoss, toWgsl } from "@surprisal/contract/compile";
import * as losses from "@surprisal/losses";
import * as t from "@surprisal/tensor";
import type { GpuTask } from "./main.ts";

/** These sort, search, look rows up in a matrix or another batch, or look at their targets: they have no row program. */
const withoutProgram = new Set([
  "backwardCorrection",
  "biTemperedLogistic",
  "cumulativeLink",
  "entmax15Loss",
  "forwardCorrection",
  "lovaszHinge",
  "mixupCrossEntropy",
  "multilabelMargin",
  "sparsemaxLoss",
]);

const isOfRows = (kind: TargetKind): boolean => kind === "classes" || kind === "distribution" || kind === "row";

/** Losses that count classes want them all. */
function withCounts(loss: Loss, width: number): Loss {
  const counts = Array.from({ length: width }, (_, i) => 1 + ((7 * i) % 13));
  if ("counts" in loss.parameters) return loss.with({ counts });
  if ("prior" in loss.parameters) return loss.with({ prior: counts.map((each) => each / 100) });
  return loss;
}

/** Their targets are not negative; of one, the predictions neither. */
const ofCounts = new Set([
  "halfGammaDeviance",
  "halfPoissonDeviance",
  "halfTweedieDeviance",
  "squaredLogarithmicError",
]);

function numbersFor(loss: Loss, size: number): Float32Array {
  const z = t.normal([size], t.generator(3), { dtype: "float64" }).data;
  return Float32Array.from(z, (each) => {
    if (loss.lossName === "squaredLogarithmicError") return Math.abs(3 * each);
    if (loss.prediction === "probabilities") return 1 / (1 + Math.exp(-3 * each));
    return loss.prediction === "logProbabilities" ? -Math.abs(3 * each) : 3 * each;
  });
}

function targetsFor({ lossName }: Loss, kind: TargetKind, count: number, width: number): Float32Array | Int32Array {
  if (kind === "classes") return Int32Array.from({ length: count }, (_, i) => (i * i) % width);
  const u = t.uniform([count * width], t.generator(4), { dtype: "float64" }).data;
  const total = (i: number): number => {
    const row = Array.from(u.subarray(i - (i % width), i - (i % width) + width));
    return row.reduce((sum, each) => sum + each, 0);
  };
  return Float32Array.from(u, (each, i) => {
    if (kind === "distribution") return each / total(i);
    if (kind === "row" || kind === "sign") return each < 0.5 ? (kind === "row" ? 0 : -1) : 1;
    return kind === "real" && !ofCounts.has(lossName) ? 4 * each - 2 : each;
  });
}

export interface LossCase {
  readonly name: string;
  readonly loss: Loss;
  readonly width: number;
  readonly task: GpuTask;
  /** Value and gradient in float64, of the same rounded numbers. */
  readonly right: readonly [values: Float64Array, gradient: Float64Array];
}

function lossCase(given: Loss, kind: TargetKind, width: number): LossCase {
  const loss = withCounts(given, width);
  const count = width === 1 ? 500 : 21;
  const [x, y] = [numbersFor(loss, count * width), targetsFor(loss, kind, count, width)];
  const right = [new Float64Array(count), new Float64Array(count * width)] as const;
  compileLoss(loss, kind, width).run(count, Float64Array.from(x), y, ...right);
  const program = toWgsl(loss, { derivative: true, target: kind, classCount: width });
  const name = `${loss.lossName}, ${kind}, rows of ${width}`;
  return { name, loss, width, right, task: { program, count, inputs: [Array.from(x), Array.from(y)] } };
}

/** Rows of whole parts of a workgroup, and of some more or less: sums, running sums, and what is picked. */
export const widthCases: readonly LossCase[] = [2, 63, 64, 65, 1000].flatMap((width) =>
  [losses.crossEntropy, losses.rankedProbabilityScore, losses.hardBootstrap].map((loss) =>
    lossCase(loss as unknown as Loss, "classes", width),
  ),
);

// Rows of 10 have an invocation each, rows of 100 a workgroup: in turn, since compiling takes its time.
export const lossCases: readonly LossCase[] = Object.values<unknown>(losses).flatMap((each, i) => {
  if (typeof each !== "function" || !("value" in each)) return [];
  const loss = each as unknown as Loss;
  if (withoutProgram.has(loss.lossName)) return [];
  return loss.target.map((kind, k) => lossCase(loss, kind, isOfRows(kind) ? ((i + k) % 2 === 0 ? 10 : 100) : 1));
});
