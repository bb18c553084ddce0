import { constantFrom, assert, integer, option, property, record } from "fast-check";
import { expect, test } from "vitest";
import { parseHash, printHash } from "../../src/model/hash.ts";
import { defaultScreen, drawnCount, lastEpoch, learningRates, speeds, type Screen } from "../../src/model/screen.ts";

const screens = record<Screen>({
  seed: integer({ min: 0, max: 999_999 }),
  overlap: integer({ min: 4, max: 20 }).map((tenths) => tenths / 10),
  flip: integer({ min: 0, max: 40 }),
  start: constantFrom("wrong", "zero"),
  rate: constantFrom(...learningRates),
  optimizer: constantFrom("gradientDescent", "momentum", "adam"),
  speed: constantFrom(...speeds),
  yardstick: constantFrom("accuracy", "crossEntropy", "brierScore"),
  epoch: integer({ min: 0, max: lastEpoch }),
  point: option(integer({ min: 0, max: drawnCount - 1 })),
});

test("every screen is a link to itself", () => {
  assert(
    property(screens, (screen) => {
      expect(parseHash(printHash(screen))).toEqual({ screen, problems: [] });
    }),
  );
});

test("the first screen has no hash", () => {
  expect(printHash(defaultScreen)).toBe("");
  expect(parseHash("")).toEqual({ screen: defaultScreen, problems: [] });
  expect(parseHash("#")).toEqual({ screen: defaultScreen, problems: [] });
});

test("only what differs stands in the hash", () => {
  expect(printHash({ ...defaultScreen, start: "zero", epoch: 128 })).toBe("#start=zero&epoch=128");
});

test("what somebody put into a hash is repeated once, not at any length, and not without end", () => {
  expect(parseHash("#x=1&x=2&seed=a&seed=a").problems).toHaveLength(2);
  expect(parseHash(`#${"y".repeat(10_000)}=1`).problems).toEqual([`${"y".repeat(40)}… is not a setting of this page.`]);
  expect(parseHash(`#${Array.from({ length: 1000 }, (_, i) => `x${i}=1`).join("&")}`).problems).toHaveLength(5);
});

test.each([
  ["seed=-1", 'seed is "-1", expected a whole number from 0 to 999999.'],
  ["seed=1e3", 'seed is "1e3", expected a whole number from 0 to 999999.'],
  ["overlap=0.3", 'overlap is "0.3", expected a number from 0.4 to 2 in tenths.'],
  ["overlap=1.05", 'overlap is "1.05", expected a number from 0.4 to 2 in tenths.'],
  ["flip=41", 'flip is "41", expected a whole number from 0 to 40.'],
  ["start=left", 'start is "left", expected one of wrong, zero.'],
  ["rate=0.3", `rate is "0.3", expected one of ${learningRates.join(", ")}.`],
  ["epoch=3001", 'epoch is "3001", expected a whole number from 0 to 3000.'],
  ["point=", 'point is "", expected a whole number from 0 to 399.'],
  ["constructor=1", "constructor is not a setting of this page."],
  ["%E0%A4%A", "%E0%A4%A is not a setting of this page."],
])("what cannot be read is said, and the default stands: %s", (entry, problem) => {
  const { screen, problems } = parseHash(`#${entry}&yardstick=brierScore`);
  expect(screen).toEqual({ ...defaultScreen, yardstick: "brierScore" });
  expect(problems).toHaveLength(1);
  if (!entry.startsWith("%")) expect(problems).toEqual([problem]);
});
