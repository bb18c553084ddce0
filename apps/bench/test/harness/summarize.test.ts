import { expect, it } from "vitest";
import { summarize } from "../../src/harness/summarize.ts";

it("gives median and minimum, of odd and even counts", () => {
  expect(summarize([3, 1, 20])).toEqual({ median: 3, minimum: 1 });
  expect(summarize([3, 1, 20, 5])).toEqual({ median: 4, minimum: 1 });
  expect(summarize([7])).toEqual({ median: 7, minimum: 7 });
});
