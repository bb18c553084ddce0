import type { Loss } from "@surprisal/contract";
import { asTensor, cast, grad, hvp, sameShape, tensor, type Tensor } from "@surprisal/tensor";
import * as fc from "fast-check";
import { assertLaw } from "../law.ts";
import { predictionsOf, targetsOf, isRowwise, type Batch } from "./example.ts";
import { batches, standingFor } from "./examples.ts";
import { nameOf, type LossLaw } from "./options.ts";

const always = (): boolean => true;

export function gradientOf(loss: Loss, prediction: Tensor, target: Tensor): Tensor {
  return grad((x: Tensor) => loss.sum(x, target))(prediction);
}

/** Throws where a value is not the expected one, within `relative` of it (and of 1 where `floor` is given). */
export function expectEqual(what: string, got: number, expected: number, relative = 0, floor = 0): void {
  if (Object.is(got, expected) || got === expected) return;
  if (Math.abs(got - expected) <= relative * Math.max(Math.abs(expected), Math.abs(got), floor)) return;
  throw new Error(`${what} is ${got}, expected ${expected}`);
}

/** The loss has one value a row (or element), in the dtype of the prediction, and each depends on its own example alone. */
export const givesOneValueAnExample: LossLaw = {
  name: "gives one value an example",
  applies: always,
  check(loss, options = {}) {
    const property = fc.property(batches(loss, options, "ordinary"), fc.boolean(), (batch, single) => {
      const dtype = single ? "float32" : "float64";
      const values = loss(predictionsOf(batch, dtype), targetsOf(batch, dtype));
      if (!sameShape(values.shape, [batch.examples.length])) {
        throw new Error(
          `the loss has shape [${values.shape.join(", ")}], expected [${batch.examples.length}], one value an example`,
        );
      }
      if (values.dtype !== dtype) throw new Error(`the loss of ${dtype} predictions is ${values.dtype}`);
      batch.examples.forEach((example, i) => {
        const own: Batch = { kind: batch.kind, examples: [example] };
        const alone = loss(predictionsOf(own, dtype), targetsOf(own, dtype)).item();
        expectEqual(`the loss of example ${i} alone`, alone, values.data[i] as number, single ? 1e-5 : 1e-12, 1);
      });
    });
    assertLaw(nameOf(loss), this.name, property, options);
  },
};

/** Value and gradient are finite for all finite predictions up to `extent`, in float64 and float32. */
export const isFinite: LossLaw = {
  name: "is finite for all finite predictions, with its gradient",
  applies: always,
  check(loss, options = {}) {
    const property = fc.property(batches(loss, options, "extreme"), (batch) => {
      // Probabilities near 0 are 0 in float32, where a loss may be infinite.
      const dtypes = loss.prediction === "probabilities" ? (["float64"] as const) : (["float64", "float32"] as const);
      for (const dtype of dtypes) {
        const [prediction, target] = [predictionsOf(batch, dtype), targetsOf(batch, dtype)];
        const results = { value: loss(prediction, target), gradient: gradientOf(loss, prediction, target) };
        for (const [what, { data }] of Object.entries(results)) {
          const at = data.findIndex((value) => !Number.isFinite(value));
          if (at >= 0) throw new Error(`in ${dtype} the ${what} holds ${data[at]} at ${at}`);
        }
      }
    });
    assertLaw(nameOf(loss), this.name, property, options, 200);
  },
};

/** The order of examples does not matter: their losses come in the same order. */
export const followsPermutations: LossLaw = {
  name: "permutes its values with the examples",
  applies: always,
  check(loss, options = {}) {
    const source = batches(loss, options, "ordinary", 5, 2).chain((batch) =>
      fc
        .shuffledSubarray(
          batch.examples.map((_, i) => i),
          { minLength: batch.examples.length },
        )
        .map((order) => ({ batch, order })),
    );
    const property = fc.property(source, ({ batch, order }) => {
      const values = loss(predictionsOf(batch), targetsOf(batch)).data;
      const moved: Batch = { kind: batch.kind, examples: order.map((i) => batch.examples[i]!) };
      const again = loss(predictionsOf(moved), targetsOf(moved)).data;
      order.forEach((from, to) =>
        expectEqual(
          `the loss of example ${from} at place ${to}`,
          again[to] as number,
          values[from] as number,
          1e-12,
          1,
        ),
      );
    });
    assertLaw(nameOf(loss), this.name, property, options, 50);
  },
};

/**
 * In float32, value and gradient of each example are those of float64 on the same rounded inputs: within 4e-7 · (1 + max |z − max z| / 8)
 * of the largest entry (against classes, of the gradient's or the Hessian's: a rounding of the logits alone changes as much).
 */
export const keepsDigitsInFloat32: LossLaw = {
  name: "agrees in float32 with float64",
  applies: always,
  check(loss, options = {}) {
    const property = fc.property(batches(loss, options, "ordinary", 1), (batch) => {
      const [prediction, target] = [predictionsOf(batch, "float32"), targetsOf(batch, "float32")];
      const [same, sameTarget] = [cast(prediction, "float64"), isFloat(target) ? cast(target, "float64") : target];
      const rowwise = isRowwise(batch.kind);
      const top = rowwise ? Math.max(...prediction.data) : 0;
      const reach = Math.max(
        ...prediction.data.map((z) => Math.abs(z - top)),
        ...(rowwise ? [] : target.data.map(Math.abs)),
      );
      const tolerance = 4e-7 * (1 + reach / 8) * (options.float32Factor ?? 1);
      const pairs = {
        value: [loss(prediction, target), loss(same, sameTarget)],
        gradient: [gradientOf(loss, prediction, target), gradientOf(loss, same, sameTarget)],
      } as const;
      for (const [what, [single, double]] of Object.entries(pairs)) {
        const scale = Math.max(...double.data.map(Math.abs));
        // Against soft targets both are differences of numbers of size 1; the gradient against a class has its own size, or, where it
        // passes through 0, that of its change with the logits.
        const own = what === "gradient" && batch.kind === "classes";
        const bound = tolerance * (own ? scale + steepest(loss, same, sameTarget) : Math.max(scale, 1));
        single.data.forEach((got, i) => {
          const expected = double.data[i] as number;
          if (got !== expected && !(Math.abs(got - expected) <= bound + 1e-30)) {
            throw new Error(`the ${what} at ${i} is ${got} in float32 and ${expected} in float64 (tolerance ${bound})`);
          }
        });
      }
    });
    assertLaw(nameOf(loss), this.name, property, options, 200);
  },
};

const isFloat = ({ dtype }: Tensor): boolean => dtype !== "int32";

/** The largest entry of the Hessian of one example. */
function steepest(loss: Loss, prediction: Tensor, target: Tensor): number {
  const total = (x: Tensor): Tensor => loss.sum(x, target);
  const columns = Array.from(prediction.data, (_, k) => {
    const unit = tensor(
      prediction.data.map((__, j) => Number(j === k)),
      { shape: prediction.shape },
    );
    return Math.max(...hvp(total, prediction, unit).data.map(Math.abs));
  });
  return Math.max(...columns);
}

/** The numbers that its source works out. */
export const hasItsWorkedValues: LossLaw = {
  name: "has the values worked out for it",
  applies: (_, { examples }) => examples !== undefined,
  check(loss, options = {}) {
    for (const { prediction, target, value } of options.examples ?? []) {
      const property = fc.property(
        fc.constant({ prediction: asTensor(prediction).toArray(), target: asTensor(target).toArray() }),
        () => expectEqual("the sum of the losses", loss.sum(prediction, target).item(), value, 1e-6),
      );
      assertLaw(nameOf(loss), this.name, property, options, 1);
    }
  },
};

/** Where it is claimed: no prediction costs less than the one that stands for the target. Swapped arguments break this. */
export const isLeastAtTheTarget: LossLaw = {
  name: "is least where the prediction is the target",
  applies: (_, { minimumAtTarget }) => minimumAtTarget === true,
  check(loss, options = {}) {
    const property = fc.property(
      batches(loss, options, "ordinary"),
      batches(loss, options, "coincident", 4),
      (batch, { kind, examples }) => {
        if (kind === "classes") return;
        const others = batch.examples.map(({ prediction }) => prediction);
        for (const { target, prediction } of examples) {
          const at = loss(
            predictionsOf({ kind, examples: [{ target, prediction }] }),
            targetsOf({ kind, examples: [{ target, prediction }] }),
          ).item();
          const tolerance = 1e-12 * Math.max(1, Math.abs(at));
          for (const other of others) {
            if (other.length !== prediction.length) continue;
            const own: Batch = { kind, examples: [{ target, prediction: other }] };
            const value = loss(predictionsOf(own), targetsOf(own)).item();
            if (value < at - tolerance) {
              throw new Error(
                `for target ${JSON.stringify(target)} the loss is ${at} at ${JSON.stringify(standingFor(loss, kind, prediction.length, target))} but ${value} at ${JSON.stringify(other)}`,
              );
            }
          }
          if (loss.prediction === "probabilities" && isRowwise(kind)) continue;
          const own: Batch = { kind, examples: [{ target, prediction }] };
          gradientOf(loss, predictionsOf(own), targetsOf(own)).data.forEach((slope, i) => {
            if (Math.abs(slope) > 1e-9 * Math.max(1, Math.abs(at)))
              throw new Error(
                `for target ${JSON.stringify(target)} the gradient there is ${slope} at ${i}, expected 0`,
              );
          });
        }
      },
    );
    assertLaw(nameOf(loss), this.name, property, options);
  },
};
