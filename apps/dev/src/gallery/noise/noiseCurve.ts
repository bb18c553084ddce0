import type { Loss } from "@surprisal/contract";
import { attempt } from "../attempt.ts";
import { fitLinear } from "./fit.ts";
import { studies, type Study } from "./studies.ts";

/** How well fits do at a share of wrong targets: in the mean over draws. */
export interface NoisePoint {
  readonly rate: number;
  readonly score: number;
}

export interface NoiseCurve {
  readonly study: Study;
  readonly points: readonly NoisePoint[];
  /** Of the study's reference, which is absent where it is the loss itself. */
  readonly reference: readonly NoisePoint[] | undefined;
}

const rates = [0, 0.1, 0.2, 0.3, 0.4];
const seeds = [1, 2, 3, 4, 5];
const references = new Map<Study, readonly NoisePoint[]>();

/** The study of a loss; undefined for one whose prediction is not what a linear map gives, or whose target is no label or number. */
export function noiseCurveOf(loss: Loss): NoiseCurve | undefined {
  const study = loss.target.map((kind) => studies[kind]).find((each) => each !== undefined);
  if (!study || attempt(() => isFor(study, loss)) !== true) return undefined;
  const known = references.get(study) ?? follow(study.reference, study);
  references.set(study, known);
  if (loss.lossName === study.reference.lossName) return { study, points: known, reference: undefined };
  const points = attempt(() => follow(loss, study));
  return points && { study, points, reference: known };
}

function isFor({ kind, outputs }: Study, loss: Loss): boolean {
  if (kind === "classes") return loss.prediction === "logits" && loss.classCount(outputs) === outputs;
  if (kind === "probability") return loss.prediction === "logits";
  return loss.prediction === "real" && (kind === "sign" || isOfResiduals(loss));
}

/** Whether a loss is least where prediction and target are equal: then a linear map can be fitted to the target itself. */
function isOfResiduals(loss: Loss): boolean {
  const predictions = Array.from({ length: 41 }, (_, i) => i / 10);
  return [1, 2.5].every((target) => {
    const values = Array.from(loss(predictions, new Float64Array(predictions.length).fill(target)).data);
    return predictions[values.indexOf(Math.min(...values))] === target;
  });
}

function follow(loss: Loss, { kind, outputs, score, train }: Study): NoisePoint[] {
  return rates.map((rate) => {
    const scores = seeds.map((seed) => score(fitLinear(loss, kind, outputs, train(rate, seed))));
    return { rate, score: scores.reduce((total, each) => total + each, 0) / scores.length };
  });
}
