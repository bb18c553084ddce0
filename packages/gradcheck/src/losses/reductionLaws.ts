import * as fc from "fast-check";
import { assertLaw } from "../law.ts";
import { predictionsOf, targetsOf, type Batch } from "./example.ts";
import { batches } from "./examples.ts";
import { nameOf, type LossLaw } from "./options.ts";
import { expectEqual } from "./valueLaws.ts";
import { optionsOf, total, weightedBatches, weightsOf } from "./weights.ts";

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
