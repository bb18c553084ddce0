import { ClassError, ShapeError } from "@surprisal/contract";
import { tensor } from "@surprisal/tensor";
import * as fc from "fast-check";
import { assertLaw } from "../law.ts";
import { expectError, expectParametersRefused } from "../losses/inputLaws.ts";
import { nameOf } from "../losses/options.ts";
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

/** Parameters outside of their domain, of another type or unknown are refused; `with` keeps the others. */
export const refusesBadParameters: BatchLossLaw = {
  name: "refuses parameters that it does not take",
  applies: () => true,
  check(loss, options) {
    const property = fc.property(fc.constant(nameOf(loss)), () => expectParametersRefused(loss));
    assertLaw(nameOf(loss), this.name, property, options, 1);
  },
};
