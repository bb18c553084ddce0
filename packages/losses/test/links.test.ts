import type { Link, Loss } from "@surprisal/contract";
import { add, grad, log, mul, sigmoid, softmax, tensor, type Tensor } from "@surprisal/tensor";
import { expect, test } from "vitest";
import * as losses from "../src/index.ts";
import { ofClasses } from "./ofClasses.ts";

// A proper loss, where labels come up as its link says: no change of the prediction lowers what it costs on average.

const row = (...x: readonly number[]): Tensor => tensor(Float64Array.from(x), { shape: [1, x.length] });

function probabilities(link: Link, prediction: Tensor): Tensor {
  if (typeof link === "object") return link.probability(prediction);
  return link === "softmax" ? softmax(prediction) : sigmoid(prediction);
}

const others = [
  losses.biTemperedLogistic.with({ activationTemperature: 1 }),
  losses.biTemperedLogistic.with({ lossTemperature: 0.5, activationTemperature: 1.5 }),
  losses.logitAdjustedCrossEntropy.with({ prior: [0.8, 0.15, 0.05], strength: 0.5 }),
  losses.classBalancedCrossEntropy.with({ counts: [64, 2, 5], beta: 0.9 }),
  losses.vectorScaling.with({ counts: [64, 2, 5], multiplicativeStrength: 0, additiveStrength: 2 }),
] as unknown as readonly Loss[];
const named = (some: readonly Loss[]): [string, Loss][] => some.map((loss) => [loss.lossName, loss]);
const proper = [...ofClasses.map(([, loss]) => loss), ...others].filter(({ prediction, traits }) => {
  return prediction === "logits" && traits.proper !== undefined && traits.proper !== false;
});

test.each(named(proper))("%s, of classes", (_, loss) => {
  for (const logits of [row(0.4, 0.35, 0.25), row(0.3, 0.31, 0.39)].map((p) => log(p))) {
    const shares = Float64Array.from(probabilities(loss.traits.proper as Link, logits).data);
    expect(shares.reduce((sum, each) => sum + each)).toBeCloseTo(1, 12);
    const expected = (z: Tensor): Tensor =>
      Array.from(shares, (share, k) => mul(share, loss.sum(z, tensor(Int32Array.of(k))))).reduce((a, b) => add(a, b));
    for (const slope of grad(expected)(logits).data) expect(slope).toBeCloseTo(0, 12);
  }
});

const binary = [
  losses.logistic,
  losses.exponential,
  losses.squaredHinge,
  losses.squaredMargin,
  losses.modifiedHuber,
  losses.savage,
  losses.tangent,
  losses.smoothedHinge,
  losses.smoothedHinge.with({ gamma: 0.5 }),
  losses.distanceWeightedDiscrimination,
  losses.distanceWeightedDiscrimination.with({ q: 2 }),
  losses.binaryCrossEntropy,
  losses.binaryCrossEntropy.with({ positiveWeight: 3 }),
] as unknown as readonly Loss[];

test.each(named(binary))("%s, of two outcomes", (_, loss) => {
  const link = loss.traits.proper as Link;
  const negative = loss.target.includes("sign") ? -1 : 0;
  for (const score of [-0.6, 0.25, 0.75]) {
    const p = probabilities(link, tensor(score, { dtype: "float64" })).item();
    const expected = (z: Tensor): Tensor => add(mul(p, loss.sum(z, [1])), mul(1 - p, loss.sum(z, [negative])));
    expect(grad(expected)(tensor(Float64Array.of(score))).data[0]).toBeCloseTo(0, 12);
  }
});
