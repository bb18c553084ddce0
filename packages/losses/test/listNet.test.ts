import { softmax, tensor } from "@surprisal/tensor";
import { expect, test } from "vitest";
import { crossEntropy, listNet } from "../src/index.ts";

const scores = tensor(Float64Array.of(0.3, 2, -1, 0.5), { shape: [1, 4] });
const relevances = tensor(Float64Array.of(3, 0, 1, 2), { shape: [1, 4] });

test("is the cross-entropy of softmax of the scores, against that of the relevances or these as they are", () => {
  const shares = softmax(relevances);
  expect(listNet(scores, relevances).item()).toBeCloseTo(crossEntropy(scores, shares).item(), 14);
  const asGiven = listNet.with({ relevance: "asGiven" });
  expect(asGiven(scores, shares).item()).toBeCloseTo(crossEntropy(scores, shares).item(), 14);
  expect(asGiven(scores, relevances).item()).toBeCloseTo(crossEntropy(scores, relevances).item(), 14);
});
