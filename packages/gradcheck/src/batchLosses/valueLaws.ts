import type { BatchLoss } from "@surprisal/contract";
import { asTensor, cast, grad, mul, sum, take, tensor, type Tensor } from "@surprisal/tensor";
import * as fc from "fast-check";
import { largestOf } from "../differences/inputs.ts";
import { assertLaw } from "../law.ts";
import { nameOf } from "../losses/options.ts";
import { expectEqual } from "../losses/valueLaws.ts";
import { isFloat, wholeBatches, type BatchLossLaw } from "./options.ts";

const always = (): boolean => true;

const inDtype = (x: Tensor, dtype: "float32" | "float64"): Tensor => (isFloat(x) ? cast(x, dtype) : x);

const gradientOf = (loss: BatchLoss, prediction: Tensor, target: Tensor): Tensor =>
  grad((x: Tensor) => loss(x, target))(prediction);

/** The loss is one number in the dtype of the prediction: the sum of what `.each` gives, divided by the normalizer of `.total`. */
export const givesOneValueABatch: BatchLossLaw = {
  name: "gives one value a batch, the mean of its values",
  applies: always,
  check(loss, options) {
    const property = fc.property(wholeBatches(options), fc.boolean(), ({ prediction, target }, single) => {
      const dtype = single ? "float32" : "float64";
      const [x, y] = [inDtype(prediction, dtype), inDtype(target, dtype)];
      const value = loss(x, y);
      if (value.shape.length > 0) throw new Error(`the loss has shape [${value.shape.join(", ")}], expected no axes`);
      if (value.dtype !== dtype) throw new Error(`the loss of ${dtype} predictions is ${value.dtype}`);
      const { sum: whole, normalizer } = loss.total(x, y);
      const tolerance = single ? 1e-6 : 1e-14;
      expectEqual("the sum of the total", whole.item(), sum(loss.each(x, y)).item(), tolerance);
      expectEqual("the loss", value.item(), whole.item() / normalizer.item(), tolerance);
    });
    assertLaw(nameOf(loss), this.name, property, options);
  },
};

/** Value and gradient are finite for all finite predictions, in float64 and float32, and the value is in its range. */
export const isFinite: BatchLossLaw = {
  name: "is finite and in its range for all finite predictions, with a finite gradient",
  applies: always,
  check(loss, options) {
    const [least, most] = options.range ?? [0, Infinity];
    const powers = Math.floor(Math.log10(options.stretch ?? 1000));
    const factors = fc.integer({ min: -powers, max: powers }).map((power) => 10 ** power);
    const property = fc.property(wholeBatches(options), factors, ({ prediction, target }, factor) => {
      for (const dtype of ["float64", "float32"] as const) {
        const [x, y] = [inDtype(mul(prediction, factor), dtype), inDtype(target, dtype)];
        const value = loss(x, y).item();
        if (!Number.isFinite(value)) throw new Error(`in ${dtype} the value is ${value}`);
        const slack = (dtype === "float64" ? 1e-12 : 1e-5) * Math.max(1, Math.abs(value));
        if (value < least - slack || value > most + slack)
          throw new Error(`in ${dtype} the value is ${value}, expected ${least} to ${most}`);
        const at = gradientOf(loss, x, y).data.findIndex((each) => !Number.isFinite(each));
        if (at >= 0) throw new Error(`in ${dtype} the gradient is not finite at ${at}`);
      }
    });
    assertLaw(nameOf(loss), this.name, property, options, 200);
  },
};

/** The order of the examples does not matter. */
export const ignoresOrder: BatchLossLaw = {
  name: "does not depend on the order of the examples",
  applies: (_, { ordered }) => ordered !== true,
  check(loss, options) {
    const source = wholeBatches(options).chain((batch) => {
      const places = Array.from({ length: batch.size }, (_, i) => i);
      return fc.record({
        batch: fc.constant(batch),
        order: fc.shuffledSubarray(places, { minLength: batch.size }),
      });
    });
    const property = fc.property(source, ({ batch: { prediction, target }, order }) => {
      const places = Int32Array.from(order);
      const moved = loss(take(prediction, places), take(target, places)).item();
      expectEqual("the loss of the examples in another order", moved, loss(prediction, target).item(), 1e-12, 1);
    });
    assertLaw(nameOf(loss), this.name, property, options, 50);
  },
};

/** In float32, value and gradient are those of float64 on the same rounded inputs, within 4e-7 · (1 + max |prediction| / 8). */
export const keepsDigitsInFloat32: BatchLossLaw = {
  name: "agrees in float32 with float64",
  applies: always,
  check(loss, options) {
    const property = fc.property(wholeBatches(options), ({ prediction, target }) => {
      const [x, y] = [inDtype(prediction, "float32"), inDtype(target, "float32")];
      const [same, sameTarget] = [cast(x, "float64"), inDtype(y, "float64")];
      const reach = largestOf(x.data);
      const tolerance = 4e-7 * (1 + reach / 8) * (options.float32Factor ?? 1);
      const pairs = {
        value: [loss(x, y), loss(same, sameTarget)],
        gradient: [gradientOf(loss, x, y), gradientOf(loss, same, sameTarget)],
      } as const;
      for (const [what, [single, double]] of Object.entries(pairs)) {
        const bound = tolerance * largestOf(double.data, 1);
        single.data.forEach((got, i) => {
          const expected = double.data[i] as number;
          if (!(Math.abs(got - expected) <= bound))
            throw new Error(`the ${what} at ${i} is ${got} in float32 and ${expected} in float64 (tolerance ${bound})`);
        });
      }
    });
    assertLaw(nameOf(loss), this.name, property, options, 100);
  },
};

/** The numbers that its source works out. */
export const hasItsWorkedValues: BatchLossLaw = {
  name: "has the values worked out for it",
  applies: (_, { examples }) => examples !== undefined,
  check(loss, options) {
    for (const { prediction, target, value } of options.examples ?? []) {
      const property = fc.property(
        fc.constant({ prediction: asTensor(prediction).toArray(), target: asTensor(target).toArray() }),
        () => expectEqual("the loss", loss(tensor(prediction, { dtype: "float64" }), target).item(), value, 1e-6),
      );
      assertLaw(nameOf(loss), this.name, property, options, 1);
    }
  },
};
