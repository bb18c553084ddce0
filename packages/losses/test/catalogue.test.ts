import type { BatchLoss, Loss } from "@surprisal/contract";
import { Tensor } from "@surprisal/tensor";
import { expect, test } from "vitest";
import * as losses from "../src/index.ts";

// What people write their code against: a change of a name, a default, a domain or a claim is to be seen, and meant.

const all = Object.entries<unknown>(losses).filter(
  (entry): entry is [string, Loss | BatchLoss] => typeof entry[1] === "function" && "lossName" in entry[1],
);

/** On one line; tensors as lists, and numbers in twelve digits: what is computed of logarithms may differ in the last ones. */
const line = (value: unknown): string =>
  JSON.stringify(value, (_, each: unknown) => {
    if (each instanceof Tensor) return each.toArray();
    if (typeof each !== "number") return each;
    return Number.isFinite(each) ? Number(each.toPrecision(12)) : String(each);
  });

test.each(all)("%s", (_, { lossName, parameters, specification, ...rest }) => {
  const ofExamples = "traits" in rest ? { prediction: rest.prediction, target: rest.target, traits: rest.traits } : {};
  expect(line({ lossName, parameters, specification, ...ofExamples })).toMatchSnapshot();
});
