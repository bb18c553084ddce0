import * as fc from "fast-check";
import { checkGradient } from "../differences/checkGradient.ts";
import { checkHvp } from "../differences/checkHvp.ts";
import { checkJvp } from "../differences/checkJvp.ts";
import { assertLaw } from "../law.ts";
import { nameOf } from "../losses/options.ts";
import { wholeBatches, type BatchLossLaw } from "./options.ts";

function derivativeLaw(name: string, runs: number, compare: typeof checkGradient): BatchLossLaw {
  return {
    name,
    applies: () => true,
    check(loss, options) {
      const property = fc.property(wholeBatches(options), fc.nat({ max: 2 ** 30 }), ({ prediction, target }, seed) => {
        const checks = { seed, directions: 2, coordinates: 6, magnitude: 64 };
        if (options.differentiableTarget) compare((x, y) => loss(x, y), [prediction, target], checks);
        else compare((x) => loss(x, target), [prediction], checks);
      });
      assertLaw(nameOf(loss), name, property, options, runs);
    },
  };
}

/** The gradient is that of finite differences. */
export const hasItsGradient: BatchLossLaw = derivativeLaw("has the gradient of finite differences", 60, checkGradient);

/** Hessian-vector products are differences of gradients, and the Hessian is symmetric. */
export const hasItsHessian: BatchLossLaw = derivativeLaw("has the Hessian of finite differences", 40, checkHvp);

/** Forward mode is the transpose of reverse mode. */
export const modesAgree: BatchLossLaw = derivativeLaw(
  "has forward mode as the transpose of reverse mode",
  20,
  checkJvp,
);
