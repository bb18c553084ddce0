import type { Loss, LossOptions } from "@surprisal/contract";
import { grad, tensor, type Tensor } from "@surprisal/tensor";
import * as fc from "fast-check";
import { evenly } from "../generators/numbers.ts";
import { assertLaw } from "../law.ts";
import { isRowwise, predictionsOf, targetsOf, type Batch } from "./example.ts";
import { batches } from "./examples.ts";
import { nameOf, type LossLaw } from "./options.ts";
import { expectEqual } from "./valueLaws.ts";

interface Weighted {
  readonly batch: Batch;
  readonly sampleWeights: readonly number[] | undefined;
  readonly classWeights: readonly number[] | undefined;
}

const weight = fc.oneof({ weight: 4, arbitrary: evenly(0.1, 4) }, { weight: 1, arbitrary: fc.constant(0) });

/** Batches with sample weights, class weights, both or neither. */
function weightedBatches(loss: Loss, options: Parameters<typeof batches>[1], least = 1): fc.Arbitrary<Weighted> {
  return batches(loss, options, "ordinary", 6, least).chain((batch) => {
    const of = (count: number): fc.Arbitrary<number[] | undefined> =>
      fc.option(fc.array(weight, { minLength: count, maxLength: count }), { nil: undefined });
    const classes = batch.kind === "classes" ? of(batch.examples[0]?.prediction.length ?? 0) : fc.constant(undefined);
    return fc.record({ batch: fc.constant(batch), sampleWeights: of(batch.examples.length), classWeights: classes });
  });
}

function optionsOf({ sampleWeights, classWeights }: Weighted): LossOptions {
  return {
    ...(sampleWeights && { sampleWeights: Float64Array.from(sampleWeights) }),
    ...(classWeights && { classWeights: Float64Array.from(classWeights) }),
  };
}

/** What each example weighs: the number that the mean divides by adds them up. */
function weightsOf({ batch, sampleWeights, classWeights }: Weighted): number[] {
  return batch.examples.map(
    ({ target }, i) => (sampleWeights?.[i] ?? 1) * (classWeights ? (classWeights[target[0] ?? 0] ?? 0) : 1),
  );
}

const total = (values: ArrayLike<number>): number => Array.from(values).reduce((sum, value) => sum + value, 0);

/** `.sum` adds the values up, `.mean` divides by the weights that counted, `.total` is both. */
export const reducesAsItSays: LossLaw = {
  name: "has a mean, a sum and a total of its values",
  applies: () => true,
  check(loss, options = {}) {
    const property = fc.property(weightedBatches(loss, options), (weighted) => {
      const [prediction, target] = [predictionsOf(weighted.batch), targetsOf(weighted.batch)];
      const given = optionsOf(weighted);
      const sum = total(loss(prediction, target, given).data);
      const normalizer = total(weightsOf(weighted));
      expectEqual("sum", loss.sum(prediction, target, given).item(), sum, 1e-12, 1);
      expectEqual("total.sum", loss.total(prediction, target, given).sum.item(), sum, 1e-12, 1);
      expectEqual("total.normalizer", loss.total(prediction, target, given).normalizer.item(), normalizer, 1e-12);
      expectEqual("mean", loss.mean(prediction, target, given).item(), sum / normalizer, 1e-12, 1);
      if (normalizer === 0) {
        expectEqual("mean with whenEmpty", loss.mean(prediction, target, { ...given, whenEmpty: 7 }).item(), 7);
      }
    });
    assertLaw(nameOf(loss), this.name, property, options);
  },
};

/** The totals of two parts add up to the total of the whole: accumulation over batches is exact. */
export const addsUp: LossLaw = {
  name: "has totals of parts that add up to the total",
  applies: () => true,
  check(loss, options = {}) {
    const property = fc.property(weightedBatches(loss, options, 2), fc.nat(), (weighted, cut) => {
      const { kind, examples } = weighted.batch;
      const at = 1 + (cut % (examples.length - 1));
      const parts = [
        [0, at],
        [at, examples.length],
      ].map(([from, to]) => {
        const part = {
          ...weighted,
          batch: { kind, examples: examples.slice(from, to) },
          sampleWeights: weighted.sampleWeights?.slice(from, to),
        };
        return loss.total(predictionsOf(part.batch), targetsOf(part.batch), optionsOf(part));
      });
      const whole = loss.total(predictionsOf(weighted.batch), targetsOf(weighted.batch), optionsOf(weighted));
      for (const key of ["sum", "normalizer"] as const) {
        expectEqual(
          `the ${key} of the parts`,
          total(parts.map((part) => part[key].item())),
          whole[key].item(),
          1e-12,
          1,
        );
      }
    });
    assertLaw(nameOf(loss), this.name, property, options, 50);
  },
};

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
      if (!isRowwise(batch.kind)) return;
      const count = batch.examples[0]?.prediction.length ?? 0;
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

/** The sum over many examples in float32 keeps its digits: nothing is added up one by one in float32. */
export const sumsWithoutDrift: LossLaw = {
  name: "adds many examples up without drift",
  applies: () => true,
  check(loss, options = {}) {
    const property = fc.property(fc.noBias(batches(loss, options, "ordinary", 64, 64)), (batch) => {
      const copies = 2 ** 9;
      const many: Batch = { kind: batch.kind, examples: Array.from({ length: copies }, () => batch.examples).flat() };
      const [prediction, target] = [predictionsOf(many, "float32"), targetsOf(many, "float32")];
      const values = loss(prediction, target).data;
      const magnitude = total(values.map(Math.abs));
      const bound = 4 * 2 ** -23 * Math.max(magnitude, 1e-30);
      const got = {
        sum: loss.sum(prediction, target).item(),
        mean: loss.mean(prediction, target).item() * values.length,
      };
      for (const [what, value] of Object.entries(got)) {
        if (!(Math.abs(value - total(values)) <= bound)) {
          throw new Error(
            `the ${what} of ${values.length} losses in float32 amounts to ${value}, their sum is ${total(values)}`,
          );
        }
      }
    });
    assertLaw(nameOf(loss), this.name, property, options, 1);
  },
};
