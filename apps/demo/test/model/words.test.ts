import { expect, test } from "vitest";
import { byYardstick, digits, milestoneTitle, percent, pullSentence, weight } from "../../src/model/words.ts";

test.each([
  [0, "0"],
  [-0.99966, "−0.9997"],
  [0.00067, "0.000670"],
  [-0.000012345, "−1.2e−5"],
  [1491.2, "1,491"],
  [3.21e12, "3.2e12"],
  [12.34, "12.3"],
  [Number.POSITIVE_INFINITY, "∞"],
  [Number.NEGATIVE_INFINITY, "−∞"],
  [Number.NaN, "not a number"],
])("%d reads %s", (value, text) => {
  expect(digits(value)).toBe(text);
});

test("shares, values and milestones", () => {
  expect(percent(0.9345)).toBe("93.5 %");
  expect(byYardstick("accuracy", 0.9345)).toBe("93.5 %");
  expect(byYardstick("brierScore", 0.04987)).toBe("0.0499");
  expect(weight(-3.606)).toBe("−3.61");
  expect(weight(2.5331, 3)).toBe("2.533");
  expect(milestoneTitle("accuracy", 0.92)).toBe("92 % accuracy");
  expect(milestoneTitle("crossEntropy", 0.18)).toBe("Cross-entropy of 0.18");
});

test("the sentence says what weakens the pull", () => {
  const sure = pullSentence({
    label: 1,
    probability: 3.35e-4,
    gradient: { crossEntropy: -0.9997, squaredError: -6.704e-4 },
  });
  expect(sure).toContain("p − y = −0.9997");
  expect(sure).toContain("2p(1 − p) = 0.000671");
  expect(sure).toContain("here 1,491 times weaker");
  expect(
    pullSentence({ label: 1, probability: 0.4, gradient: { crossEntropy: -0.6, squaredError: -0.288 } }),
  ).toContain("not a sure one");
  expect(pullSentence({ label: 0, probability: 0.1, gradient: { crossEntropy: 0.1, squaredError: 0.018 } })).toContain(
    "on its right side",
  );
});
