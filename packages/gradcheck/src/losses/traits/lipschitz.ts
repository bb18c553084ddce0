import { generator, uniform } from "@surprisal/tensor";
import type { LossLaw } from "../options.ts";
import { domainOf } from "../examples.ts";
import { climb } from "./climb.ts";
import { candidates, grows, maximaAtScales, norm, refute, searchSeed, show } from "./oneExample.ts";

/** Claimed Lipschitz: no gradient is longer than the constant, and one is nearly as long. Claimed not: gradients grow without end. */
export const lipschitzContinuity: LossLaw = {
  name: "has the Lipschitz constant claimed",
  applies: ({ traits }) => traits.lipschitz !== undefined,
  check(loss, options = {}) {
    const { lipschitz } = loss.traits;
    if (lipschitz === false) {
      const maxima = maximaAtScales(loss, options, (one) => norm(one.slope(one.example.prediction)));
      const [low, high] = domainOf(loss);
      // A gradient may also grow towards a point, as that of √|r| does at 0.
      const near = [1, 1e-6, 1e-12].map((scale) =>
        candidates(loss, options, "coincident", 40).reduce((most, one) => {
          const moved = one.example.prediction.map((x, i) =>
            Math.min(high, Math.max(low, x + scale * ((i % 3) - 0.5))),
          );
          return Math.max(most, norm(one.slope(moved)));
        }, 0),
      ) as [number, number, number];
      if (!grows(maxima) && !grows(near)) {
        refute(
          loss,
          this.name,
          options,
          `it is claimed to have no Lipschitz constant, but its longest gradients at scales 1, 100 and 10,000 are ${maxima.join(", ")}`,
        );
      }
      return;
    }
    const constant = lipschitz ?? Infinity;
    const random = generator(searchSeed(options));
    const found = climb(
      (["ordinary", "coincident", "extreme"] as const).flatMap((region) => candidates(loss, options, region, 100)),
      (one, x) => norm(one.slope(x)),
      () => uniform([1], random, { dtype: "float64" }).item(),
      domainOf(loss),
    );
    if (found.value > constant * (1 + 1e-9)) {
      refute(
        loss,
        this.name,
        options,
        `its Lipschitz constant is claimed to be ${constant}, but the gradient has norm ${found.value} at ${show(found.one, found.at)}`,
      );
    }
    if (found.value < 0.95 * constant) {
      refute(
        loss,
        this.name,
        options,
        `its Lipschitz constant is claimed to be ${constant}, but the longest gradient found is ${found.value}`,
      );
    }
  },
};
