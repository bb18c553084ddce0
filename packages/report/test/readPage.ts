import { parseHTML } from "linkedom";

/** What is asked of an element of a page; linkedom has it, and no types of its own for it. */
export interface PageElement {
  readonly tagName: string;
  readonly textContent: string;
  readonly id: string;
  readonly attributes: Iterable<{ readonly name: string; readonly value: string }>;
  getAttribute(name: string): string | null;
  querySelector(selector: string): PageElement | null;
  querySelectorAll(selector: string): Iterable<PageElement>;
}

/** The text of an element, each run of white space as one space. */
export const textOf = (element: PageElement | null): string => {
  if (element === null) throw new Error("there is no such element");
  return element.textContent.replaceAll(/\s+/g, " ").trim();
};

/** A page, read back. */
export const readPage = (markup: string) => {
  const document: PageElement = parseHTML(markup).document;
  const all = (selector: string): PageElement[] => [...document.querySelectorAll(selector)];
  return {
    document,
    all,
    /** The text of a section, by its id. */
    section: (id: string): string => textOf(document.querySelector(`section[aria-labelledby="${id}"]`)),
    /** The cells of the table whose caption starts so, without its head. */
    table: (caption: string): string[][] => {
      const found = all("table").find((table) => textOf(table.querySelector("caption")).startsWith(caption));
      if (found === undefined) throw new Error(`no table has a caption that starts with ${caption}`);
      return [...found.querySelectorAll("tbody tr")].map((row) => [...row.querySelectorAll("th, td")].map(textOf));
    },
  };
};
