import fc from "fast-check";
import { expect, test } from "vitest";
import { named, shorten, shortNames } from "../../src/text/names.ts";

test.each([
  ["short", 10, "short"],
  ["exactly ten", 11, "exactly ten"],
  ["the middle is left out", 11, "the m…t out"],
  ["", 10, "(empty)"],
  [" \n", 10, "(empty)"],
  ["👍👍👍👍👍👍", 5, "👍👍…👍👍"],
  ["a\u202eb", 10, "a\ufffdb"],
  ["two\r\nlines\u2028 or  three", 30, "two lines or three"],
])("shorten(%j, %i) is %j", (name, length, expected) => {
  expect(shorten(name, length)).toBe(expected);
});

test.each([
  [
    ["petal length in mm", "sepal width in cm"],
    ["peta…n mm", "sepa…n cm"],
  ],
  [
    ["petal length in mm", "petal breadth in mm"],
    ["petal le…", "petal br…"],
  ],
  [
    ["measure number 1", "measure number 2"],
    ["meas…er 1", "meas…er 2"],
  ],
  [
    ["aaaaaaaa left aaaaaaaa", "aaaaaaaa right aaaaaaaa"],
    ["aaa…aa #1", "aaa…aa #2"],
  ],
  [
    ["one", "two"],
    ["one", "two"],
  ],
])("shortNames(%j, 9) is %j", (names, expected) => {
  expect(shortNames(names, 9)).toEqual(expected);
});

test("short names differ where names do, and are no longer than asked", () => {
  const name = fc.string({ unit: fc.constantFrom("a", "b", "漢", "👍"), maxLength: 30 });
  fc.assert(
    fc.property(fc.uniqueArray(name, { maxLength: 40 }), fc.integer({ min: 9, max: 20 }), (names, length) => {
      const short = shortNames(names, length);
      expect(new Set(short).size).toBe(names.length);
      for (const each of short) expect(Array.from(each).length).toBeLessThanOrEqual(length);
    }),
  );
});

test("a name keeps its direction to itself, and long words may break anywhere", () => {
  expect(named("bill_length_mm").markup).toBe("<bdi>bill_<wbr />length_<wbr />mm</bdi>");
  expect(named("Rad.Flow of bill_length_mm").markup).toBe("<bdi>Rad.Flow of bill_<wbr />length_<wbr />mm</bdi>");
  expect(named("<b>").markup).toBe("<bdi>&lt;b&gt;</bdi>");
  expect(named("abcdefghijklm").markup).toBe('<bdi class="long">abcdefghijklm</bdi>');
  expect(named("x".repeat(500), 50).markup).toHaveLength('<bdi class="long"></bdi>'.length + 50);
});
