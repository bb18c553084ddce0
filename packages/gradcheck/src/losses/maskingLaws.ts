import type { Tensor } from "@surprisal/tensor";
import { hvp, ones } from "@surprisal/tensor";
import * as fc from "fast-check";
import { assertLaw } from "../law.ts";
import { isRowwise, predictionsOf, targetsOf, type Batch, type Example } from "./example.ts";
import { batches } from "./examples.ts";
import { nameOf, type LossLaw } from "./options.ts";
import { expectEqual, gradientOf } from "./valueLaws.ts";

/**
 * −Infinity masks a class. A row whose other classes hold the target is what it would be without the masked class ("transparent"), or with a
 * logit far below the others ("limit"); in any case neither value nor derivatives are NaN.
 */
export const masksClasses: LossLaw = {
  name: "takes −Infinity as the mask of a class",
  applies: (loss) => loss.prediction === "logits" && loss.target.some(isRowwise),
  check(loss, options = {}) {
    const { masking = "transparent", maskedTarget = 0 } = options;
    const property = fc.property(batches(loss, options, "ordinary", 1), fc.nat(), ({ kind, examples }, place) => {
      const [example] = examples;
      if (!isRowwise(kind) || example === undefined) return;
      const count = example.prediction.length;
      const at = kind === "classes" ? ((example.target[0] ?? 0) + 1 + (place % (count - 1))) % count : place % count;
      const masked: Example = {
        prediction: example.prediction.with(at, -Infinity),
        target:
          kind === "classes"
            ? example.target
            : kind === "row"
              ? example.target.with(at, maskedTarget)
              : withoutMass(example.target, at),
      };
      const batch: Batch = { kind, examples: [masked] };
      const [x, y] = [predictionsOf(batch), targetsOf(batch)];
      const value = loss(x, y).item();
      if (Number.isNaN(value)) throw new Error(`the value with class ${at} masked is NaN`);
      const slope = gradientOf(loss, x, y).data;
      const product = hvp((z: Tensor) => loss.sum(z, y), x, ones(x.shape, { dtype: "float64" })).data;
      for (const [what, data] of Object.entries({ gradient: slope, "Hessian product": product })) {
        data.forEach((each, k) => {
          if (Number.isNaN(each)) throw new Error(`the ${what} with class ${at} masked is NaN at ${k}`);
        });
      }
      if (masking === "defined") return;
      expectEqual("the gradient of the masked logit", slope[at] as number, 0);
      const own: Example =
        masking === "limit" ? { ...masked, prediction: masked.prediction.with(at, -1e6) } : without(kind, masked, at);
      const same: Batch = { kind, examples: [own] };
      const [other, goal] = [predictionsOf(same), targetsOf(same)];
      expectEqual(
        `the loss with the class masked, against the class ${masking === "limit" ? "made unlikely" : "left out"},`,
        value,
        loss(other, goal).item(),
        1e-12,
        1,
      );
      const rest = Array.from(gradientOf(loss, other, goal).data);
      if (masking === "transparent") rest.splice(at, 0, 0);
      slope.forEach((each, k) => expectEqual(`the gradient at ${k}`, each, rest[k] as number, 1e-12, 1));
    });
    assertLaw(nameOf(loss), this.name, property, options);
  },
};

function withoutMass(target: readonly number[], at: number): number[] {
  const rest = target.reduce((sum, q, k) => (k === at ? sum : sum + q), 0);
  // All mass on the masked class: it goes to the next one.
  return target.map((q, k) => (k === at ? 0 : rest > 0 ? q / rest : Number(k === (at + 1) % target.length)));
}

function without(kind: Batch["kind"], { prediction, target }: Example, at: number): Example {
  const [first = 0] = target;
  return {
    prediction: prediction.toSpliced(at, 1),
    target: kind === "classes" ? [first > at ? first - 1 : first] : target.toSpliced(at, 1),
  };
}
