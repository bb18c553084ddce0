import type { Limit, Loss } from "@surprisal/contract";
import { ParameterError } from "@surprisal/tensor";
import { lossOfOne, predictionOfOne } from "../example.ts";
import { nameOf, type LossLaw } from "../options.ts";
import { atScale, candidates, refute, type OneExample } from "./oneExample.ts";

/** At the parameters of a limit the loss is the other one; where they lie outside of the domain, it comes the nearer the closer they are. */
export const limits: LossLaw = {
  name: "becomes other losses, as claimed",
  applies: ({ traits }, { catalogue }) => traits.limits !== undefined && catalogue !== undefined,
  check(loss, options = {}) {
    for (const limit of loss.traits.limits ?? []) {
      const found = options.catalogue?.[limit.is];
      if (found === undefined)
        refute(loss, this.name, options, `it is said to become ${limit.is}, which is not in the catalogue`);
      const other = limit.with === undefined ? found : found.with(limit.with);
      const at = permitted(loss, limit.at);
      const scale = limit.times ?? 1;
      // Of small predictions: those of any size are not all equally near to the limit.
      const examples = candidates(loss, options, "ordinary", 20)
        .filter(({ kind }) => other.target.includes(kind))
        .map((one) => atScale(loss, one, 1));
      if (examples.length === 0)
        refute(loss, this.name, options, `it is said to become ${limit.is}, which takes no target that it takes`);
      const gaps = (at === undefined ? [1e-2, 1e-4] : [0]).map((distance) =>
        gap(at ?? nearly(loss, limit, distance), other, scale, examples),
      );
      const [first = 0, last = first] = gaps;
      // On the way, a hundredth of the distance has to take away nine tenths of the gap.
      if (at === undefined ? last <= Math.max(1e-9, 0.1 * first) && last < 0.05 : first <= 1e-9) continue;
      refute(
        loss,
        this.name,
        options,
        `as ${nameOf({ lossName: loss.lossName, parameters: limit.at })} it is said to be ${scale} times ${nameOf(other)}, from which it differs by ${gaps.join(", then by ")}`,
      );
    }
  },
};

function permitted(loss: Loss, at: Limit["at"]): Loss | undefined {
  try {
    return loss.with(at);
  } catch (error) {
    if (error instanceof ParameterError) return undefined;
    throw error;
  }
}

/** The loss on the way to a limit: beside a number, from where the domain is, or at a large one. */
function nearly(loss: Loss, { at }: Limit, distance: number): Loss {
  const beside = (side: number): Record<string, unknown> =>
    Object.fromEntries(
      Object.entries(at).map(([name, value]) => [
        name,
        typeof value !== "number"
          ? value
          : Number.isFinite(value)
            ? value + side * distance
            : Math.sign(value) / distance,
      ]),
    );
  return permitted(loss, beside(1)) ?? loss.with(beside(-1));
}

/** The largest difference between the losses, relative to their size. */
function gap(loss: Loss, other: Loss, scale: number, examples: readonly OneExample[]): number {
  return examples.reduce((most, { example, kind }) => {
    const [own, theirs] = [loss, other].map((each) =>
      lossOfOne(each, kind, example.target)(predictionOfOne(kind, example.prediction)).item(),
    ) as [number, number];
    return Math.max(most, Math.abs(own - scale * theirs) / Math.max(1, Math.abs(own)));
  }, 0);
}
