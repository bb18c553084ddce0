import fc from "fast-check";
import { expect, test } from "vitest";
import { difference } from "../../src/examples/difference.ts";
import { readExpected } from "../../src/examples/expected.ts";
import { perturbations } from "./perturbations.ts";

const leaf = fc.oneof(
  fc.double().map((value) => (Object.is(value, -0) ? 0 : value)),
  fc.integer(),
  fc.boolean(),
  fc.string(),
  fc.constant(null),
);
const { value: anyValue } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    leaf,
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(fc.stringMatching(/^[a-z]{1,3}$/), tie("value"), { maxKeys: 3, noNullPrototype: true }),
  ),
}));

/** As `JSON.stringify`, but for numbers that JSON has no word for. */
function literal(value: unknown): string {
  if (typeof value === "number") return String(value);
  if (Array.isArray(value)) return `[${value.map(literal).join(", ")}]`;
  if (typeof value === "object" && value !== null) {
    return `{ ${Object.entries(value)
      .map(([key, item]) => `${key}: ${literal(item)}`)
      .join(", ")} }`;
  }
  return JSON.stringify(value);
}

test("every value agrees with its own literal, and with no literal that is made wrong by little", () => {
  fc.assert(
    fc.property(anyValue, (value) => {
      const expected = readExpected(literal(value));
      expect(difference(value, expected)).toBeUndefined();
      for (const wrong of perturbations(expected)) expect(difference(value, wrong)).toBeDefined();
    }),
  );
});

test("a number agrees with itself rounded to any number of digits, and not with its neighbours at that digit", () => {
  const number = fc.double({ min: -1e6, max: 1e6, noNaN: true });
  fc.assert(
    fc.property(number, fc.integer({ min: 1, max: 8 }), (value, digits) => {
      const rounded = value.toFixed(digits);
      expect(difference(value, readExpected(rounded))).toBeUndefined();
      const next = (Number(rounded) + 2 * 10 ** -digits).toFixed(digits);
      expect(difference(value, readExpected(next))).toBeDefined();
    }),
  );
});

test("how far the digits written let a result be away", () => {
  const tolerance = (text: string) => {
    const expected = readExpected(text);
    return expected.kind === "number" ? expected.tolerance : undefined;
  };
  expect(tolerance("0.5")).toBeCloseTo(0.05, 8);
  expect(tolerance("0.50")).toBeCloseTo(0.005, 9);
  expect(tolerance("1.25e-7")).toBeCloseTo(5e-10, 16);
  expect(tolerance("1e3")).toBeCloseTo(500, 5);
  expect(tolerance("1_000.5")).toBeCloseTo(0.05, 8);
  expect(tolerance("3")).toBe(3e-6);
  expect(tolerance("0x1e")).toBeCloseTo(3e-5, 12);
  expect(tolerance("16777217")).toBe(0.01);
});
