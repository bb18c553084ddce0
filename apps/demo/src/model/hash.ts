import { defaultScreen, drawnCount, lastEpoch, learningRates, speeds, type Screen } from "./screen.ts";

/** How one entry of a hash is read: what it must be, and its value where it is that. */
interface Field<T> {
  readonly expected: string;
  readonly read: (text: string) => T | undefined;
}

const wholeNumber = (low: number, high: number): Field<number> => ({
  expected: `a whole number from ${low} to ${high}`,
  read: (text) => (/^\d+$/.test(text) && Number(text) >= low && Number(text) <= high ? Number(text) : undefined),
});

const tenths = (low: number, high: number): Field<number> => ({
  expected: `a number from ${low} to ${high} in tenths`,
  read: (text) => (/^\d+(\.\d)?$/.test(text) && Number(text) >= low && Number(text) <= high ? Number(text) : undefined),
});

const oneOf = <const T extends string | number>(values: readonly T[]): Field<T> => ({
  expected: `one of ${values.join(", ")}`,
  read: (text) => values.find((value) => String(value) === text),
});

const fields: { readonly [K in keyof Screen]: Field<NonNullable<Screen[K]>> } = {
  seed: wholeNumber(0, 999_999),
  overlap: tenths(0.4, 2),
  flip: wholeNumber(0, 40),
  start: oneOf(["wrong", "zero"]),
  rate: oneOf(learningRates),
  optimizer: oneOf(["gradientDescent", "momentum", "adam"]),
  speed: oneOf(speeds),
  yardstick: oneOf(["accuracy", "crossEntropy", "brierScore"]),
  epoch: wholeNumber(0, lastEpoch),
  point: wholeNumber(0, drawnCount - 1),
};

const keys = Object.keys(fields) as (keyof Screen)[];

/** The hash of a screen: what differs from the first screen, in a fixed order. Empty for the first screen itself. */
export function printHash(screen: Screen): string {
  const entries = keys
    .filter((key) => screen[key] !== defaultScreen[key])
    .map((key) => `${key}=${String(screen[key])}`);
  return entries.length > 0 ? `#${entries.join("&")}` : "";
}

/** A hash is anybody's: of one with more problems, or with longer words, no more is repeated than this. */
const mostProblems = 5;
const longestWord = 40;

/** The screen that a hash names, with a sentence for every part that names none; there the default stands. */
export function parseHash(hash: string): { readonly screen: Screen; readonly problems: readonly string[] } {
  const problems = new Set<string>();
  const given: Partial<Record<keyof Screen, string | number>> = {};
  for (const [name, text] of new URLSearchParams(hash.replace(/^#/, ""))) {
    const key = keys.find((each) => each === name);
    if (key === undefined) {
      problems.add(`${shortened(name)} is not a setting of this page.`);
      continue;
    }
    const value = fields[key].read(text);
    if (value === undefined) problems.add(`${name} is "${shortened(text)}", expected ${fields[key].expected}.`);
    else given[key] = value;
  }
  // Each value was read by the field of its key.
  return {
    screen: { ...defaultScreen, ...(given as Partial<Screen>) },
    problems: [...problems].slice(0, mostProblems),
  };
}

function shortened(word: string): string {
  return word.length > longestWord ? `${word.slice(0, longestWord)}…` : word;
}
