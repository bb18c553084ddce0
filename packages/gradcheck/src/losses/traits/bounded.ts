import type { LossLaw } from "../options.ts";
import { candidates, grows, maximaAtScales, refute, show } from "./oneExample.ts";

/** Claimed bounded: the bound is never exceeded and nearly reached. Claimed unbounded: it grows on and on. */
export const boundedness: LossLaw = {
  name: "is bounded or not, as claimed",
  applies: ({ traits }) => traits.bounded !== undefined,
  check(loss, options = {}) {
    const { bounded } = loss.traits;
    if (bounded === false) {
      const maxima = maximaAtScales(loss, options, (one) => one.value(one.example.prediction));
      if (!grows(maxima)) {
        refute(
          loss,
          this.name,
          options,
          `it is claimed unbounded, but its largest values at scales 1, 100 and 10,000 are ${maxima.join(", ")}`,
        );
      }
      return;
    }
    const bound = bounded ?? Infinity;
    let largest = -Infinity;
    for (const region of ["ordinary", "coincident", "extreme"] as const) {
      for (const one of candidates(loss, options, region, 150)) {
        const value = one.value(one.example.prediction);
        if (value > bound + 1e-9 * Math.abs(bound))
          refute(loss, this.name, options, `it is claimed bounded by ${bound}, but is ${value} at ${show(one)}`);
        largest = Math.max(largest, value);
      }
    }
    if (largest < bound - 0.05 * Math.abs(bound)) {
      refute(
        loss,
        this.name,
        options,
        `its least upper bound is claimed to be ${bound}, but the largest value found is ${largest}`,
      );
    }
  },
};
