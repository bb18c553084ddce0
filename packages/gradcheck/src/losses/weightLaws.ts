import { ParameterError, type Loss, type LossOptions } from "@surprisal/contract";
import { full, grad, tensor, type Tensor } from "@surprisal/tensor";
import * as fc from "fast-check";
import { assertLaw } from "../law.ts";
import { classCountOf, isRowwise, predictionsOf, targetsOf, type Batch } from "./example.ts";
import { batches } from "./examples.ts";
import { nameOf, type LossLaw } from "./options.ts";
import { expectEqual } from "./valueLaws.ts";
import { total, weightedBatches } from "./weights.ts";

/** Whether classes can be weighed: against a target that names no one class, a loss may refuse it. */
export function takesClassWeights(loss: Loss, batch: Batch): boolean {
  if (!isRowwise(batch.kind) || batch.kind === "classes") return isRowwise(batch.kind);
  try {
    loss(predictionsOf(batch), targetsOf(batch), {
      classWeights: full([batch.examples[0]?.prediction.length ?? 0], 1),
    });
    return true;
  } catch (error) {
    if (error instanceof ParameterError && error.message.includes("classWeights")) return false;
    throw error;
  }
}

/** Sample weights multiply the values; class weights are linear, and weights of 1 change nothing. */
export const multipliesWeights: LossLaw = {
  name: "multiplies by its weights",
  applies: () => true,
  check(loss, options = {}) {
    const property = fc.property(weightedBatches(loss, options), (weighted) => {
      const { batch, sampleWeights, classWeights } = weighted;
      const [prediction, target] = [predictionsOf(batch), targetsOf(batch)];
      const bare = loss(prediction, target).data;
      const weights = sampleWeights ?? bare.map(() => 1);
      loss(prediction, target, { sampleWeights: Float64Array.from(weights) }).data.forEach((value, i) =>
        expectEqual(`the weighted loss of example ${i}`, value, (weights[i] as number) * (bare[i] as number), 1e-12),
      );
      if (!takesClassWeights(loss, batch)) return;
      const count = classCountOf(loss, batch);
      const of = (values: readonly number[]): ArrayLike<number> =>
        loss(prediction, target, { classWeights: Float64Array.from(values) }).data;
      const ones = Array.from({ length: count }, () => 1);
      const first = classWeights ?? ones.map((_, k) => k + 0.5);
      const [one, plain, both] = [of(first), of(ones), of(first.map((each) => 2 * each + 1))];
      bare.forEach((value, i) => {
        expectEqual(`the loss of example ${i} with class weights of 1`, plain[i] as number, value, 1e-12, 1);
        expectEqual(
          `the loss of example ${i} with class weights 2w + 1`,
          both[i] as number,
          2 * (one[i] as number) + value,
          1e-11,
          1,
        );
      });
    });
    assertLaw(nameOf(loss), this.name, property, options, 50);
  },
};

/** An example of weight 0, or with an ignored class, adds exactly 0 to value and gradient, even where NaN or ∞ stand in it. */
export const leavesOutWhatDoesNotCount: LossLaw = {
  name: "leaves out examples of weight 0 and ignored ones, whatever stands in them",
  applies: () => true,
  check(loss, options = {}) {
    // Probabilities outside of [0, 1] may be refused wherever they stand.
    const rubbish =
      loss.prediction === "probabilities"
        ? fc.constantFrom(Number.NaN, 0, 1)
        : fc.constantFrom(Number.NaN, Infinity, -Infinity, 1e308);
    const property = fc.property(batches(loss, options, "ordinary", 4, 2), rubbish, fc.nat(), (batch, value, place) => {
      const out = place % batch.examples.length;
      const spoilt: Batch = {
        kind: batch.kind,
        examples: batch.examples.map((example, i) =>
          i === out ? { ...example, prediction: example.prediction.map(() => value) } : example,
        ),
      };
      const kept = { kind: batch.kind, examples: batch.examples.filter((_, i) => i !== out) };
      const ways: [string, Tensor, LossOptions][] = [
        [
          "of weight 0",
          targetsOf(spoilt),
          { sampleWeights: Float64Array.from(batch.examples, (_, i) => Number(i !== out)) },
        ],
      ];
      if (batch.kind === "classes") {
        const ignored = targetsOf(spoilt).data.map((k, i) => (i === out ? -100 : k));
        ways.push(
          ["ignored", tensor(ignored), {}],
          ["ignored as −7", tensor(ignored.map((k) => (k === -100 ? -7 : k))), { ignoreIndex: -7 }],
          ["ignored as one of several", tensor(ignored), { ignoreIndex: [-7, -100] }],
        );
      }
      const expected = loss.sum(predictionsOf(kept), targetsOf(kept)).item();
      for (const [what, target, given] of ways) {
        const prediction = predictionsOf(spoilt);
        const values = loss(prediction, target, given);
        const width = prediction.data.length / batch.examples.length;
        expectEqual(`the loss of the example ${what}`, values.data[out] as number, 0);
        expectEqual(`the sum without the example ${what}`, total(values.data), expected, 1e-12, 1);
        for (const mean of [false, true]) {
          const slope = grad((x: Tensor) => (mean ? loss.mean(x, target, given) : loss.sum(x, target, given)))(
            prediction,
          ).data;
          slope.forEach((each, i) => {
            if (Math.floor(i / width) === out) expectEqual(`the gradient of the example ${what}`, each, 0);
            else if (!Number.isFinite(each)) throw new Error(`the gradient beside an example ${what} is ${each}`);
          });
        }
      }
    });
    assertLaw(nameOf(loss), this.name, property, options, 50);
  },
};
