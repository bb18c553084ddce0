import type { Loss } from "@surprisal/contract";
import { between, lossLaws, type LossLawOptions } from "@surprisal/gradcheck";
import { describe, expect, test } from "vitest";
import * as losses from "../src/index.ts";

// Laws read parameters by name only.
const catalogue = Object.fromEntries(
  Object.entries<object>(losses).filter(([, loss]) => "traits" in loss),
) as unknown as Record<string, Loss>;

const ofClasses = {
  logitAdjustedCrossEntropy: losses.logitAdjustedCrossEntropy.with({ prior: [0.8, 0.15, 0.05] }),
  labelDistributionAwareMargin: losses.labelDistributionAwareMargin.with({ counts: [64, 2, 5] }),
  classBalancedCrossEntropy: losses.classBalancedCrossEntropy.with({ counts: [64, 2, 5] }),
  vectorScaling: losses.vectorScaling.with({ counts: [64, 2, 5] }),
} as unknown as Record<string, Loss>;

/** Amounts: their logarithms are taken. */
const domains: Readonly<Record<string, LossLawOptions>> = { halfTweedieDeviance: { target: between(0.1, 8) } };

const claiming = Object.entries({ ...catalogue, ...ofClasses }).filter(([, { traits }]) => traits.limits !== undefined);

describe("losses become others at the parameters that they say", () => {
  test.each(claiming)("%s", (name, loss) => {
    lossLaws.limits.check(loss, { catalogue, ...domains[name], ...(name in ofClasses && { classCounts: [3] }) });
  });

  test("at other parameters too", () => {
    const others = [
      losses.generalRobust.with({ scale: 3 }),
      losses.symmetricCrossEntropy.with({ crossEntropyWeight: 2, reverseWeight: 0.3, logZero: -7 }),
      losses.activePassive.with({ active: "normalizedFocal", passive: "probabilityAbsoluteError", activeWeight: 2 }),
      losses.tversky.with({ smooth: 0.1 }),
    ] as unknown as readonly Loss[];
    for (const loss of others) lossLaws.limits.check(loss, { catalogue });
  });

  test("a wrong limit is found", () => {
    const wrong = Object.assign(losses.poly1CrossEntropy.with({}), {
      traits: { limits: [{ at: { epsilon: 1 }, is: "crossEntropy" }] },
    });
    expect(() => lossLaws.limits.check(wrong as unknown as Loss, { catalogue })).toThrow("from which it differs");
  });
});
