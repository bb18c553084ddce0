/** A piece of HTML. Only `html` and `trusted` make one, so that text can never be taken for markup. */
export class Html {
  readonly markup: string;

  constructor(markup: string) {
    this.markup = markup;
  }

  toString(): string {
    return this.markup;
  }
}

/** What may stand in a template: text and numbers are escaped, lists are joined, undefined and false are nothing. */
export type HtmlValue = Html | string | number | undefined | false | readonly HtmlValue[];

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

// Characters that HTML forbids, and those that turn the direction of the text that follows them.
// eslint-disable-next-line no-control-regex
const unprintable = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff]/g;

/** Text without characters that no page may hold. */
export const printable = (text: string): string => text.toWellFormed().replaceAll(unprintable, "\ufffd");

/** Text in which nothing is markup, for an element or for a quoted attribute. */
export const escapeText = (text: string): string =>
  printable(text).replaceAll(/[&<>"']/g, (character) => entities[character] as string);

const render = (value: HtmlValue): string => {
  if (value instanceof Html) return value.markup;
  if (value === undefined || value === false) return "";
  return typeof value === "object" ? value.map(render).join("") : escapeText(String(value));
};

/**
 * A tagged template that escapes what is put into it. Attributes need their quotes.
 *
 * @param strings - markup.
 * @param values - text and numbers, which are escaped; Html, which is not; lists, which are joined; undefined and false are nothing.
 * @returns markup.
 * @example
 * const name = "<b>"
 * html`<td>${name}</td>`.markup // → "<td>&lt;b&gt;</td>"
 */
export const html = (strings: TemplateStringsArray, ...values: readonly HtmlValue[]): Html =>
  new Html(strings.reduce((markup, string, i) => markup + render(values[i - 1]) + string));

/**
 * Markup that is known to be safe because it was made by a serializer.
 *
 * @param markup - taken as it is.
 * @returns the same, marked as such.
 * @example
 * html`<p>${trusted("<i>1</i>")}</p>`.markup // → "<p><i>1</i></p>"
 */
export const trusted = (markup: string): Html => new Html(markup);
