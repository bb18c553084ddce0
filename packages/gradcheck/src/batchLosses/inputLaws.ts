import { ClassError, ShapeError } from "@surprisal/contract";
import { grad, take, tensor, type Tensor } from "@surprisal/tensor";
import * as fc from "fast-check";
import { assertLaw } from "../law.ts";
import { expectError, expectParametersRefused } from "../losses/inputLaws.ts";
import { nameOf } from "../losses/options.ts";
import { expectEqual } from "../losses/valueLaws.ts";
import { wholeBatches, type BatchLossLaw } from "./options.ts";

/** A target that does not fit is refused with a typed error that names the loss and the target. */
export const refusesBadInput: BatchLossLaw = {
  name: "refuses a target that does not fit, with a typed error that names it",
  applies: () => true,
  check(loss, options) {
    const source = wholeBatches(options).chain((batch) =>
      fc.record({ batch: fc.constant(batch), other: options.target(batch.size + 1) }),
    );
    const property = fc.property(source, ({ batch: { prediction, target }, other }) => {
      expectError(loss, "a target of another length", ShapeError, "target", () => loss(prediction, other));
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
      const spoilt = tensor(
        Float64Array.from(prediction.data, (x, i) => (isOut(i) ? value : x)),
        { shape: prediction.shape },
      );
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

/** Parameters outside of their domain, of another type or unknown are refused; `with` keeps the others. */
export const refusesBadParameters: BatchLossLaw = {
  name: "refuses parameters that it does not take",
  applies: () => true,
  check(loss, options) {
    const property = fc.property(fc.constant(nameOf(loss)), () => expectParametersRefused(loss));
    assertLaw(nameOf(loss), this.name, property, options, 1);
  },
};
