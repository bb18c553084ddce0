import type { Loss, TargetKind } from "@surprisal/contract";
import {
  brierScore,
  crossEntropy,
  generalizedCrossEntropy,
  huber,
  jensenShannonDivergence,
  logCosh,
  normalizedCrossEntropy,
  softmaxFocal,
  symmetricCrossEntropy,
} from "@surprisal/losses";
import { tensor, valueAndGrad, type Tensor } from "@surprisal/tensor";
import { classes, normals } from "../data.ts";
import type { Case, Result, Work } from "../harness/work.ts";
import {
  handWrittenCrossEntropy,
  handWrittenWasmCrossEntropy,
  referenceCrossEntropy,
} from "./handWrittenCrossEntropy.ts";
import { lossTolerance } from "./lossTolerance.ts";
import { oursOfLoss, type LossInput } from "./oursOfLoss.ts";

interface Entry {
  readonly name: string;
  // Losses differ in their parameters, and none is touched here.
  readonly loss: Loss<never>;
  readonly kind: TargetKind;
}

const entry = (name: string, loss: unknown, kind: TargetKind): Entry => ({ name, loss: loss as Loss<never>, kind });

const rowLosses: readonly Entry[] = [
  entry("cross-entropy", crossEntropy, "classes"),
  entry("smoothed cross-entropy", crossEntropy.with({ labelSmoothing: 0.1 }), "classes"),
  entry("focal", softmaxFocal, "classes"),
  entry("generalized cross-entropy", generalizedCrossEntropy, "classes"),
  entry("symmetric cross-entropy", symmetricCrossEntropy, "classes"),
  entry("normalized cross-entropy", normalizedCrossEntropy, "classes"),
  entry("Brier score", brierScore, "classes"),
  entry("Jensen–Shannon", jensenShannonDivergence, "row"),
];

const elementLosses: readonly Entry[] = [entry("Huber", huber, "real"), entry("log-cosh", logCosh, "real")];

export const compiledLosses: readonly Entry[] = [...rowLosses, ...elementLosses];

/** Ten losses of different kinds at a million elements: op by op, compiled, and beside cross-entropy written by hand. */
export const compiledLossesWork: Work = {
  name: "compiled losses",
  sizes: [
    ...rowLosses.map((loss) => ({ name: `${loss.name} 1024 × 1000`, make: () => makeCase(loss, [1024, 1000]) })),
    ...elementLosses.map((loss) => ({ name: `${loss.name} 1000000`, make: () => makeCase(loss, [1_000_000]) })),
  ],
};

export function makeCase({ loss, kind }: Entry, shape: LossInput["shape"]): Case {
  const [count, width] = shape;
  const elements = count * (width ?? 1);
  const prediction = normals(elements, 3);
  const input: LossInput = {
    kind,
    shape,
    prediction,
    target: kind === "classes" ? classes(count, width ?? 1) : normals(elements, 2, 2),
  };
  return {
    demand: { reads: elements * (kind === "classes" ? 1 : 2), writes: elements, operations: 0 },
    reference: () => opByOp(loss, input),
    tolerance: lossTolerance(prediction, width ?? elements),
    contenders: [
      ...oursOfLoss(loss, input, ["float32", "float64"]).filter(
        ({ name, precision }) => name !== "op by op" || precision === "float64",
      ),
      ...yardsticks(input),
    ],
  };
}

/** For losses of classes: what the simplest of them costs when it is written by hand. */
function yardsticks({ shape: [rows, width], prediction, target }: LossInput) {
  if (width === undefined || !(target instanceof Int32Array)) return [];
  const logits = { rows, width, logits: prediction, target };
  const reference = (): Result => referenceCrossEntropy(logits);
  return [
    handWrittenCrossEntropy(logits, "float64"),
    ...handWrittenWasmCrossEntropy(logits, "float64"),
    ...handWrittenWasmCrossEntropy(logits, "float32"),
  ].map((contender) => ({ ...contender, name: `cross-entropy, ${contender.name}`, reference }));
}

/** The reference is ours, op by op in float64: golden values made elsewhere test that, and what is compared here is compiled forms with it. */
function opByOp(loss: Loss<never>, { shape, prediction, target }: LossInput): Result {
  const goal = tensor(target instanceof Int32Array ? target : Float64Array.from(target), {
    shape: target instanceof Int32Array ? [target.length] : shape,
  });
  const x = tensor(Float64Array.from(prediction), { shape });
  const { value, gradient } = valueAndGrad((z: Tensor) => loss.mean(z, goal))(x);
  return { value: value.data, gradient: gradient.data };
}
