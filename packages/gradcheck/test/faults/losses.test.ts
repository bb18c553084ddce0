import { expect, test } from "vitest";
import { lossLaws, type LossLaw } from "../../src/index.ts";
import { testFaults } from "./lossFaults.ts";
import { faults } from "./losses.ts";
import { traitFaults } from "./traits.ts";

testFaults([...faults, ...traitFaults]);

test("every law of losses catches at least one fault", () => {
  const caught = new Set([...faults, ...traitFaults].map(([, law]) => law.name));
  expect([...caught].toSorted()).toEqual(
    Object.values<LossLaw>(lossLaws)
      .map(({ name }) => name)
      .toSorted(),
  );
});
