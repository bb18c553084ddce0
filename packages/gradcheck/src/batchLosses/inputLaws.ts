import { ClassError, ParameterError, type ReductionLossOptions, ShapeError } from "@surprisal/contract";
import { full, grad, take, tensor, type Tensor } from "@surprisal/tensor";
import * as fc from "fast-check";
import { evenly } from "../generators/numbers.ts";
import { assertLaw } from "../law.ts";
import { type ErrorClass, expectError, expectParametersRefused } from "../losses/inputLaws.ts";
import { nameOf } from "../losses/options.ts";
import { expectEqual } from "../losses/valueLaws.ts";
import { wholeBatches, type BatchLossLaw, type WholeBatch } from "./options.ts";

/** A target that does not fit is refused with a typed error that names the loss and the target. */
export const refusesBadInput: BatchLossLaw = {
  name: "refuses a target that does not fit, with a typed error that names it",
  applies: () => true,
  check(loss, options) {
    const source = wholeBatches(options).chain((batch) =>
      fc.record({ batch: fc.constant(batch), other: options.target(batch.size + 1) }),
    );
    const property = fc.property(source, ({ batch: { prediction, size, target }, other }) => {
      expectError(loss, "a target of another length", ShapeError, "target", () => loss(prediction, other));
      const refuses = (what: string, kind: ErrorClass, argument: string, given: ReductionLossOptions): void =>
        expectError(loss, what, kind, argument, () => loss(prediction, target, given));
      // A misspelt option, as only JavaScript lets it through.
      refuses("an unknown option", ParameterError, "sampleWeight,", { sampleWeight: 1 } as ReductionLossOptions);
      if (loss.weighsExamples) {
        refuses("a negative sample weight", ParameterError, "sampleWeights[0]", { sampleWeights: [-1] });
        refuses("a sample weight of NaN", ParameterError, "sampleWeights[0]", { sampleWeights: [Number.NaN] });
        refuses("sample weights of another length", ShapeError, "sampleWeights", {
          sampleWeights: full([size + 1], 1),
        });
      } else refuses("sample weights", ParameterError, "sampleWeights", { sampleWeights: [1] });
      for (const index of options.classCount === undefined ? [] : [-1, options.classCount]) {
        const wrong = tensor(
          target.data.map((k, i) => (i === 1 ? index : k)),
          { shape: target.shape },
        );
        expectError(loss, `class ${index}`, ClassError, "target[1]", () => loss(prediction, wrong));
      }
    });
    assertLaw(nameOf(loss), this.name, property, options, 10);
  },
};

/** The predictions of a batch with the same number all over one of its examples. */
function spoil({ prediction, size }: WholeBatch, out: number, value: number): Tensor {
  const width = prediction.data.length / size;
  return tensor(
    Float64Array.from(prediction.data, (x, i) => (Math.floor(i / width) === out ? value : x)),
    { shape: prediction.shape },
  );
}

/** An example of the ignored class −100 changes nothing, and has the gradient 0, whatever stands in it. */
export const leavesOutIgnored: BatchLossLaw = {
  name: "leaves out examples of the ignored class, whatever stands in them",
  applies: (_, { classCount }) => classCount !== undefined,
  check(loss, options) {
    const rubbish = fc.constantFrom(Number.NaN, Infinity, -Infinity, 1e308);
    const property = fc.property(wholeBatches(options), rubbish, fc.nat(), (batch, value, place) => {
      const { size, prediction, target } = batch;
      const out = place % size;
      const others = Int32Array.from({ length: size - 1 }, (_, i) => (i < out ? i : i + 1));
      const width = prediction.data.length / size;
      const isOut = (i: number): boolean => Math.floor(i / width) === out;
      const spoilt = spoil(batch, out, value);
      const ignored = tensor(Int32Array.from(target.data, (k, i) => (i === out ? -100 : k)));
      const rest = loss(take(prediction, others), take(target, others)).item();
      expectEqual("the loss with an example ignored", loss(spoilt, ignored).item(), rest, 1e-12, 1);
      grad((x: Tensor) => loss(x, ignored))(spoilt).data.forEach((slope, i) => {
        if (isOut(i)) expectEqual("the gradient of the ignored example", slope, 0);
        else if (!Number.isFinite(slope)) throw new Error(`the gradient beside an ignored example is ${slope}`);
      });
    });
    assertLaw(nameOf(loss), this.name, property, options, 50);
  },
};

/** Weights count in proportion; an example of weight 0 changes nothing, and has the gradient 0, whatever stands in it. */
export const weighsItsExamples: BatchLossLaw = {
  name: "weighs its examples, and leaves out those of weight 0",
  applies: ({ weighsExamples }) => weighsExamples,
  check(loss, options) {
    const rubbish = fc.constantFrom(Number.NaN, Infinity, -Infinity, 1e308);
    const source = wholeBatches(options).chain((batch) =>
      fc.record({
        batch: fc.constant(batch),
        weights: fc.array(evenly(0.1, 4), { minLength: batch.size, maxLength: batch.size }),
      }),
    );
    const property = fc.property(source, rubbish, fc.nat(), ({ batch, weights }, value, place) => {
      const { prediction, size, target } = batch;
      const weighted = (each: readonly number[]): ReductionLossOptions => ({ sampleWeights: Float64Array.from(each) });
      const bare = loss(prediction, target).item();
      expectEqual(
        "the loss with equal weights",
        loss(prediction, target, weighted(weights.map(() => 3))).item(),
        bare,
        1e-12,
        1,
      );
      const { sum: whole, normalizer } = loss.total(prediction, target, weighted(weights));
      const mean = loss(prediction, target, weighted(weights)).item();
      expectEqual("the loss with weights", mean, whole.item() / normalizer.item(), 1e-12, 1);
      const values = loss.each(prediction, target);
      if (values.shape.length === 1 && values.shape[0] === size) {
        const each = loss.each(prediction, target, weighted(weights)).data;
        values.data.forEach((own, i) =>
          expectEqual(`the weighted value of example ${i}`, each[i] as number, (weights[i] as number) * own, 1e-12),
        );
      }
      const out = place % size;
      const others = Int32Array.from({ length: size - 1 }, (_, i) => (i < out ? i : i + 1));
      const spoilt = spoil(batch, out, value);
      const given = weighted(weights.with(out, 0));
      const left = weighted(weights.toSpliced(out, 1));
      const rest = loss(take(prediction, others), take(target, others), left).item();
      expectEqual("the loss with an example of weight 0", loss(spoilt, target, given).item(), rest, 1e-12, 1);
      const width = prediction.data.length / size;
      const slope = grad((x: Tensor) => loss(x, target, given))(spoilt).data;
      for (const each of slope.subarray(out * width, (out + 1) * width))
        expectEqual("the gradient of the example of weight 0", each, 0);
    });
    assertLaw(nameOf(loss), this.name, property, options, 50);
  },
};

/** Parameters outside of their domain, of another type or unknown are refused; `with` keeps the others. */
export const refusesBadParameters: BatchLossLaw = {
  name: "refuses parameters that it does not take",
  applies: () => true,
  check(loss, options) {
    const property = fc.property(fc.constant(nameOf(loss)), () => expectParametersRefused(loss));
    assertLaw(nameOf(loss), this.name, property, options, 1);
  },
};
