import { html, type Html, type HtmlValue } from "./html.ts";

/** A list in a sentence: "a", "a and b", "a, b and c". */
export const sentenceList = (items: readonly HtmlValue[]): Html =>
  html`${items.map((item, i) => [i === 0 ? "" : i === items.length - 1 ? " and " : ", ", item])}`;
