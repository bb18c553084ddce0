import { expect, test } from "vitest";
import { sentenceList } from "../../src/text/prose.ts";

test.each([
  [[], ""],
  [["a"], "a"],
  [["a", "b"], "a and b"],
  [["a", "<", "c"], "a, &lt; and c"],
])("%j is %s", (items, expected) => {
  expect(sentenceList(items).markup).toBe(expected);
});
