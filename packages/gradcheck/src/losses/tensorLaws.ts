import { ClassError, DTypeError, type Loss, ParameterError, ShapeError } from "@surprisal/contract";
import { cast, full, tensor, type TensorLike, type TypedArray } from "@surprisal/tensor";
import * as fc from "fast-check";
import { assertLaw } from "../law.ts";
import { classCountOf, isRowwise, predictionsOf, targetsOf, type Batch } from "./example.ts";
import { batches } from "./examples.ts";
import { type ErrorClass, expectError } from "./inputLaws.ts";
import { nameOf, type LossLaw } from "./options.ts";
import { expectEqual } from "./valueLaws.ts";

/** Predictions and targets that the kinds of the loss do not allow are refused likewise. */
export const refusesBadTensors: LossLaw = {
  name: "refuses predictions and targets of wrong shapes, dtypes and values",
  applies: () => true,
  check(loss, options = {}) {
    const property = fc.property(batches(loss, options, "ordinary", 3, 2), (batch) => {
      const [x, y] = [predictionsOf(batch), targetsOf(batch)];
      const n = batch.examples.length;
      const wrongly = (what: string, kind: ErrorClass, argument: string, given: TensorLike, target: TensorLike): void =>
        expectError(loss, what, kind, argument, () => loss(given, target));
      const longer: Batch = { ...batch, examples: [...batch.examples, ...batch.examples] };
      wrongly("a target of another length", ShapeError, "target", x, targetsOf(longer));
      wrongly("a ragged prediction", ShapeError, "prediction", [[1, 2], [3]], y);
      wrongly("a prediction of words", DTypeError, "prediction", ["high"] as unknown as TensorLike, y);
      wrongly("a target of words", DTypeError, "target", x, ["high"] as unknown as TensorLike);
      /** The target with another second example. */
      const second = (value: number): TypedArray => y.data.map((each, i) => (i === 1 ? value : each));
      if (isRowwise(batch.kind)) {
        const none = full([n, 0], 0);
        const target = batch.kind === "classes" ? full([n], 0, { dtype: "int32" }) : none;
        wrongly("rows without classes", ShapeError, "prediction", none, target);
      }
      if (batch.kind === "classes") {
        for (const index of [-1, classCountOf(loss, batch)])
          wrongly(`class ${index}`, ClassError, "target[1]", x, second(index));
        wrongly(
          "a fractional class",
          ClassError,
          "target[1]",
          x,
          Array.from(y.data, (k, i) => (i === 1 ? 0.5 : k)),
        );
        wrongly("classes as floats", DTypeError, "target", x, cast(y, "float64"));
      }
      if (batch.kind === "sign") wrongly("a sign of 0", ParameterError, "target[1]", x, second(0));
      if (batch.kind === "probability" && loss.prediction !== "logProbabilities")
        wrongly("a probability of 1.5", ParameterError, "target[1]", x, second(1.5));
      if (batch.kind === "distribution")
        wrongly("a negative probability", ParameterError, "target[1]", x, tensor(second(-0.5), { shape: y.shape }));
      if (loss.prediction === "probabilities")
        wrongly("a predicted probability of 2", ParameterError, "prediction[0]", full(x.shape, 2), y);
    });
    assertLaw(nameOf(loss), this.name, property, options, 10);
  },
};

/** No examples have no losses: the sum is 0, the mean is NaN or what `whenEmpty` says. */
export const takesNoExamples: LossLaw = {
  name: "takes an empty batch",
  applies: () => true,
  check(loss, options = {}) {
    const property = fc.property(batches(loss, options, "ordinary", 1), ({ kind, examples }) => {
      const [{ prediction, target } = { prediction: [], target: [] }] = examples;
      const x = full(isRowwise(kind) ? [0, prediction.length] : [0], 0);
      const y =
        kind === "classes" ? full([0], 0, { dtype: "int32" }) : full(isRowwise(kind) ? [0, target.length] : [0], 0);
      if (loss(x, y).data.length > 0) throw new Error("no examples have losses");
      expectEqual("the sum over no examples", loss.sum(x, y).item(), 0);
      expectEqual("the mean over no examples", loss.mean(x, y).item(), Number.NaN);
      expectEqual("the mean with whenEmpty", loss.mean(x, y, { whenEmpty: 0 }).item(), 0);
    });
    assertLaw(nameOf(loss), this.name, property, options, 5);
  },
};

/**
 * NaN among predictions comes out as NaN, of its own example alone; unless the target is such that no prediction changes anything (0 wins). Of
 * log-probabilities all are NaN: a loss may look at one of them only.
 */
export const passesNotNumbersOn: LossLaw = {
  name: "passes NaN on, of its own example alone",
  applies: () => true,
  check(loss, options = {}) {
    const source = fc.tuple(batches(loss, options, "ordinary", 3, 2), fc.nat(), fc.nat());
    const property = fc.property(source, ([batch, place, column]) => {
      const out = place % batch.examples.length;
      const valuesWith = (prediction: (z: number, k: number) => number): ArrayLike<number> => {
        const examples = batch.examples.map((example, i) =>
          i === out ? { ...example, prediction: example.prediction.map(prediction) } : example,
        );
        return loss(predictionsOf({ ...batch, examples }), targetsOf(batch)).data;
      };
      const clean = valuesWith((z) => z);
      const isIdle = [0.3, 0.8].every((p) => valuesWith((_, k) => elsewhere(loss, p, k))[out] === clean[out]);
      if (isIdle) return;
      const all = loss.prediction === "logProbabilities";
      const values = valuesWith((z, k) =>
        all || k === column % (batch.examples[out]?.prediction.length ?? 1) ? Number.NaN : z,
      );
      Array.from(values).forEach((value, i) =>
        expectEqual(
          `the loss of example ${i} where example ${out} holds NaN`,
          value,
          i === out ? Number.NaN : (clean[i] as number),
          1e-12,
          1,
        ),
      );
    });
    assertLaw(nameOf(loss), this.name, property, options, 20);
  },
};

/** Some prediction that the loss takes, another one for each `share` in (0, 1). */
function elsewhere(loss: Loss, share: number, k: number): number {
  const p = share / (1 + k);
  if (loss.prediction === "probabilities") return p;
  return loss.prediction === "logProbabilities" ? Math.log(p) : 20 * p - 11;
}
