import type { Loss } from "@surprisal/contract";
import { expect, test } from "vitest";
import { LawError, type LossLaw, type LossLawOptions } from "../../src/index.ts";

/** A fault, the law that has to catch it, a loss without it and one with it. */
export type LossFault = readonly [
  fault: string,
  law: LossLaw,
  sound: { readonly lossName: string },
  faulty: { readonly lossName: string },
  options?: LossLawOptions,
];

/** The sound loss passes the law, the faulty one breaks it and is told so. */
export function testFaults(faults: readonly LossFault[]): void {
  test.each(faults.map(([fault, law, good, faulty, options = {}]) => ({ fault, law, good, faulty, options })))(
    "$fault",
    ({ law, good, faulty, options }) => {
      // Laws take a loss of any parameters.
      const [one, other] = [good as Loss, faulty as Loss];
      expect(law.applies(one, options)).toBe(true);
      law.check(one, options);
      expect(() => law.check(other, options)).toThrow(LawError);
      expect(() => law.check(other, options)).toThrow(`breaks the law "${law.name}"`);
    },
  );
}
