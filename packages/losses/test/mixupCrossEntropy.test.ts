import { ClassError } from "@surprisal/contract";
import { tensor } from "@surprisal/tensor";
import { expect, test } from "vitest";
import { crossEntropy, mixupCrossEntropy } from "../src/index.ts";

const logits = tensor(
  [
    [2, 1, 0.1],
    [0, 3, 1],
  ],
  { dtype: "float64" },
);

test("is the cross-entropy of the mixed distribution", () => {
  const mixed = mixupCrossEntropy
    .with({ otherClasses: [1, 1], share: 0.7 })(logits, [0, 2])
    .toArray() as number[];
  const expected = crossEntropy(logits, [
    [0.7, 0.3, 0],
    [0, 0.3, 0.7],
  ]).toArray() as number[];
  mixed.forEach((value, i) => expect(value).toBeCloseTo(expected[i] ?? 0, 7));
});

test("a mixed-in class that is not there is refused", () => {
  const call = (): unknown => mixupCrossEntropy.with({ otherClasses: [1, 3] })(logits, [0, 0]);
  expect(call).toThrow(ClassError);
  expect(call).toThrow("mixupCrossEntropy: otherClasses[1] is 3, expected 0..2");
});
