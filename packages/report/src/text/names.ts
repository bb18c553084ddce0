import { html, printable, type Html } from "./html.ts";

// On one line: a figure would make a line of each.
const visible = (name: string): string => printable(name).replaceAll(/\s+/g, " ").trim() || "(empty)";

/** The start and the end of a name with … between them, `length` characters in all; `end` of them from its end. */
const cut = (name: string, length: number, end: number): string => {
  const characters = Array.from(visible(name));
  if (characters.length <= length) return characters.join("");
  return `${characters.slice(0, length - 1 - end).join("")}…${characters.slice(characters.length - end).join("")}`;
};

/** A name with its middle left out where it is longer than `length` characters. */
export const shorten = (name: string, length: number): string => cut(name, length, Math.floor((length - 1) / 2));

/**
 * Short names that are still told apart: cut in the middle, at the end or at the start, and numbered where that does not do it.
 *
 * @param names - what to call by a short name.
 * @param length - how many characters a name may have.
 */
export const shortNames = (names: readonly string[], length: number): string[] => {
  const different = new Set(names.map(visible)).size;
  for (const end of [Math.floor((length - 1) / 2), 0, length - 1]) {
    const short = names.map((name) => cut(name, length, end));
    if (new Set(short).size === different) return short;
  }
  return names.map((name, i) => {
    const number = ` #${i + 1}`;
    return shorten(name, length - number.length) + number;
  });
};

// What has no place to break a line within this many characters may be broken anywhere; shorter words stay whole.
const longestWord = 12;

/** A name from outside: isolated, so that its writing direction stays its own, and with places to break its line. */
export const named = (name: string, length = 120): Html => {
  let isLong = false;
  const words = shorten(name, length)
    .split(/(?<= )/)
    .map((word) => {
      if (word.length <= longestWord) return word;
      const parts = word.split(/(?<=[_./\\-])/);
      isLong ||= parts.some((part) => part.length > longestWord);
      return parts.map((part, i) => [i > 0 && html`<wbr />`, part]);
    });
  return html`<bdi${isLong && html` class="long"`}>${words}</bdi>`;
};
