import { html, type Html } from "./html.ts";

const visible = (name: string): string => (name.trim() === "" ? "(empty)" : name);

/** A name with its middle left out where it is longer than `length` characters. */
export const shorten = (name: string, length: number): string => {
  const characters = Array.from(visible(name));
  if (characters.length <= length) return characters.join("");
  const end = Math.floor((length - 1) / 2);
  return `${characters.slice(0, length - 1 - end).join("")}…${characters.slice(-end).join("")}`;
};

/**
 * Short names that are still told apart: those that became equal get their number.
 *
 * @param names - what to call by a short name.
 * @param length - how many characters a name may have.
 */
export const shortNames = (names: readonly string[], length: number): string[] => {
  const short = names.map((name) => shorten(name, length));
  const seen = Map.groupBy(short, (name) => name);
  return short.map((name, i) => (seen.get(name)?.length === 1 ? name : `${shorten(name, length - 4)} #${i + 1}`));
};

// What has no place to break a line within this many characters may be broken anywhere; shorter words stay whole.
const longestWord = 12;

/** A name from outside: isolated, so that its writing direction stays its own, and with places to break its line. */
export const named = (name: string, length = 120): Html => {
  const words = shorten(name, length).split(/(?<=[_./\s-])/);
  const isLong = words.some((word) => word.length > longestWord);
  return html`<bdi${isLong && html` class="long"`}>${words.map((word, i) => [i > 0 && html`<wbr />`, word])}</bdi>`;
};
