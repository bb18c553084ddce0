import { ClassError } from "@surprisal/contract";
import fc from "fast-check";
import { expect, test } from "vitest";
import { encodeLabels, encodeLabelsAs } from "../../src/index.ts";

test("numbers of labels name their labels again, and classes increase", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: "binary", maxLength: 3 })), (labels) => {
      const { classes, indices } = encodeLabels(labels);
      expect(Array.from(indices, (i) => classes[i])).toEqual(labels);
      expect(new Set(classes)).toEqual(new Set(labels));
      const bytes = classes.map((label) => Buffer.from(label));
      expect(bytes.every((each, i) => i === 0 || Buffer.compare(bytes[i - 1] as Buffer, each) < 0)).toBe(true);
    }),
  );
});

test("by code point: signs, capitals, letters, and beyond U+FFFF last", () => {
  const { classes } = encodeLabels(["\u{1F427}", "\uFFFD", "ä", "a", "B", "-1", "+1", "10", "9"]);
  expect(classes).toEqual(["+1", "-1", "10", "9", "B", "a", "ä", "\uFFFD", "\u{1F427}"]);
});

test("a label that is no class is named with its place", () => {
  expect(Array.from(encodeLabelsAs(["b", "a", "b"], ["a", "b"]))).toEqual([1, 0, 1]);
  expect(() => encodeLabelsAs(["a", "__proto__"], ["a", "b"])).toThrow(
    new ClassError('encodeLabelsAs: labels[1] is "__proto__", expected one of "a", "b"'),
  );
});
