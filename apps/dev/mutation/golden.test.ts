import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readCases } from "../src/golden/cases.ts";
import { runGolden } from "../src/golden/run.ts";

const cases = ["losses.json", "tails.json"].flatMap((name) =>
  readCases(readFileSync(join(import.meta.dirname, "../golden", name), "utf8")),
);

// A test for each function, so that a mutant is put to those alone that run its code.
test.each([...new Set(cases.map(({ fn }) => fn))])("%s", (name) => {
  expect(runGolden(cases.filter(({ fn }) => fn === name)).failures).toEqual([]);
});
