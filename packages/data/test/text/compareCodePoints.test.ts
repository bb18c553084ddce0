import fc from "fast-check";
import { expect, test } from "vitest";
import { compareCodePoints } from "../../src/text/compareCodePoints.ts";

// "grapheme" and "binary" seldom share beginnings: these letters do.
const text = fc.string({
  unit: fc.constantFrom("a", "\u{1F427}", "\u{1F428}", "\uE000", "\uFFFF", "\uD7FF"),
  maxLength: 4,
});

test("the order of UTF-8 bytes", () => {
  fc.assert(
    fc.property(text, text, (a, b) => {
      expect(Math.sign(compareCodePoints(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
    }),
  );
});

test("which is not that of UTF-16 units", () => {
  expect(compareCodePoints("\u{1F427}", "\uFFFD")).toBeGreaterThan(0);
  expect(["\uFFFD", "\u{1F427}"].sort()).toEqual(["\u{1F427}", "\uFFFD"]);
});
