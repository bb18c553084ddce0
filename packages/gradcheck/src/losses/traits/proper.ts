import type { Link, Loss, PredictionKind } from "@surprisal/contract";
import { tensor, type Tensor } from "@surprisal/tensor";
import { normalized } from "../../generators/rows.ts";
import type { LossLaw } from "../options.ts";
import { leastMeanLosses, mixturesOf } from "./mixtures.ts";
import { refute } from "./oneExample.ts";
import { predictionFrom } from "./outcomes.ts";

/** Within this of a probability the search finds it. */
const tolerance = 5e-4;

/** Claimed proper: the mean loss is least where the link gives the distribution. Claimed not: for one distribution it is least elsewhere. */
export const properness: LossLaw = {
  name: "is strictly proper or not, as claimed",
  applies: ({ traits }) => traits.proper !== undefined,
  check(loss, options = {}) {
    const claimed = loss.traits.proper ?? false;
    const cases = mixturesOf(loss, options, [1, 2, 4]);
    if (cases === undefined)
      refute(loss, this.name, options, "it is a claim about classes with a score each, and the loss has none");
    const link = claimed === false ? usual(loss) : claimed;
    let isRefuted = false;
    for (const mixtures of cases) {
      const found = leastMeanLosses(loss, mixtures, { iterations: 100 + 160 * mixtures.width });
      const optima: number[] = [];
      for (const [i, valleys] of found.entries()) {
        const shares = mixtures.shares[i] as readonly number[];
        const least = valleys[0]?.value ?? Infinity;
        for (const { at, value } of valleys) {
          // Other starts may end in another valley; one as deep counts.
          if (value > least + 1e-12 * Math.max(1, Math.abs(least))) continue;
          const probabilities = read(link, loss, at);
          const error = Math.max(...probabilities.map((p, k) => Math.abs(p - (shares[k] as number))));
          if (error <= tolerance) continue;
          isRefuted ||= loss.target[0] !== "sign";
          if (claimed === false) continue;
          refute(
            loss,
            this.name,
            options,
            `it is claimed strictly proper, but for shares ${JSON.stringify(shares)} the mean loss is least at ${JSON.stringify(at)}, which stands for ${JSON.stringify(probabilities)}`,
          );
        }
        optima.push(1 / (1 + Math.exp(-(valleys[0]?.at[0] ?? 0))));
      }
      // Scores may have any link, but not one and the same prediction for two distributions.
      if (loss.target[0] === "sign") isRefuted ||= optima.some((x, i) => optima.some((y, j) => j < i && near(x, y)));
    }
    if (claimed === false && !isRefuted)
      refute(loss, this.name, options, "it is claimed not to be proper, but no distribution shows it");
  },
};

const near = (x: number, y: number): boolean => Math.abs(x - y) < 1e-5;

const usualLinks: Readonly<Record<PredictionKind, Link>> = {
  logits: "softmax",
  real: "softmax",
  logProbabilities: "exp",
  probabilities: "identity",
};

function usual(loss: Loss): Link {
  const isSingle = loss.target.includes("probability") || loss.target.includes("sign");
  return isSingle && loss.prediction !== "probabilities" ? "sigmoid" : usualLinks[loss.prediction];
}

/** The probabilities of all classes that a prediction, given as free numbers, stands for. */
function read(link: Link, loss: Loss, free: readonly number[]): number[] {
  const prediction = predictionFrom(loss, free);
  const own = ofLink(link, prediction);
  return prediction.length === 1 ? [1 - (own[0] as number), own[0] as number] : own;
}

function ofLink(link: Link, prediction: readonly number[]): number[] {
  const row = (): Tensor =>
    tensor(Float64Array.from(prediction), { shape: prediction.length === 1 ? [1] : [1, prediction.length] });
  switch (link) {
    case "softmax":
      return normalized(prediction);
    case "sigmoid":
      return prediction.map((x) => 1 / (1 + Math.exp(-x)));
    case "identity":
      return [...prediction];
    case "exp":
      return prediction.map(Math.exp);
    default:
      return Array.from(link.probability(row()).data);
  }
}
