import * as fc from "fast-check";
import { checkGradient } from "../differences/checkGradient.ts";
import { checkHvp } from "../differences/checkHvp.ts";
import { checkJvp } from "../differences/checkJvp.ts";
import type { CheckOptions, TensorFunction } from "../differences/inputs.ts";
import { assertLaw } from "../law.ts";
import { hessianDiagonal, type Tensor } from "@surprisal/tensor";
import { isRowwise, predictionsOf, targetsOf } from "./example.ts";
import { batches, domainOf } from "./examples.ts";
import { nameOf, type LossLaw } from "./options.ts";
import { expectEqual } from "./valueLaws.ts";

type DerivativeCheck = (f: TensorFunction, inputs: readonly Tensor[], options: CheckOptions) => void;

/** A derivative compared at ordinary predictions and, once in three, where prediction and target coincide. */
function derivativeLaw(name: string, runs: number, compare: DerivativeCheck): LossLaw {
  return {
    name,
    applies: () => true,
    check(loss, options = {}) {
      const source = fc.oneof(
        { weight: 2, arbitrary: batches(loss, options, "ordinary", 3) },
        { weight: 1, arbitrary: batches(loss, options, "coincident", 3) },
      );
      const property = fc.property(source, fc.nat({ max: 2 ** 30 }), (batch, seed) => {
        const target = targetsOf(batch);
        const f: TensorFunction = (prediction) => loss(prediction, target);
        compare(f, [predictionsOf(batch)], {
          seed,
          domain: domainOf(loss),
          directions: 2,
          coordinates: 6,
          magnitude: 64,
        });
      });
      assertLaw(nameOf(loss), name, property, options, runs);
    },
  };
}

/** The gradient is that of finite differences. */
export const hasItsGradient: LossLaw = derivativeLaw("has the gradient of finite differences", 60, checkGradient);

/** Hessian-vector products are differences of gradients, and the Hessian is symmetric; also where an inner difference is 0. */
export const hasItsHessian: LossLaw = derivativeLaw("has the Hessian of finite differences", 40, checkHvp);

/** Forward mode is the transpose of reverse mode. */
export const modesAgree: LossLaw = derivativeLaw("has forward mode as the transpose of reverse mode", 20, checkJvp);

/** The Hessian has no entries between examples: its diagonal by one product a class, or one in all, is that by a product for each number. */
export const hasItsHessianDiagonal: LossLaw = {
  name: "has the Hessian diagonal of each example alone",
  applies: () => true,
  check(loss, options = {}) {
    const source = fc.oneof(batches(loss, options, "ordinary", 3), batches(loss, options, "coincident", 3));
    const property = fc.property(source, (batch) => {
      const [prediction, target] = [predictionsOf(batch), targetsOf(batch)];
      const total: TensorFunction = (x) => loss.sum(x, target);
      const { data } = hessianDiagonal(total, prediction, { coupledAxes: isRowwise(batch.kind) ? 1 : 0 });
      const alone = hessianDiagonal(total, prediction).data;
      const size = Math.max(...alone.map(Math.abs));
      data.forEach((each, i) => expectEqual(`diagonal element ${i}`, each, alone[i] as number, 1e-12, size));
    });
    assertLaw(nameOf(loss), this.name, property, options, 10);
  },
};
