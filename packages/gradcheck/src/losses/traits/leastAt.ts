import type { LossLaw } from "../options.ts";
import { candidates, refute, show } from "./oneExample.ts";

/** No prediction costs less than the one that is claimed. */
export const leastness: LossLaw = {
  name: "is least at the target, as claimed",
  applies: ({ traits }) => traits.leastAt !== undefined,
  check(loss, options = {}) {
    if (!loss.target.includes("real"))
      refute(loss, this.name, options, "it is a claim about real targets, and the loss has none: leave it out");
    for (const one of candidates(loss, options, "ordinary", 60)) {
      const best = one.example.target.map((y) => (loss.traits.leastAt === "target" ? y : Math.log(y)));
      if (!best.every(Number.isFinite)) continue;
      const least = one.value(best);
      const beside = [-0.3, 0.3].map((step) => best.map((x) => x + step));
      for (const prediction of [one.example.prediction, ...beside]) {
        const value = one.value(prediction);
        if (value >= least - 1e-12 * Math.max(1, Math.abs(least))) continue;
        refute(
          loss,
          this.name,
          options,
          `it is claimed least at ${loss.traits.leastAt}, where it is ${least}, but it is ${value} at ${show(one, prediction)}`,
        );
      }
    }
  },
};
