import { html, type Html, type HtmlValue } from "../text/html.ts";
import { renderDetails } from "./section.ts";

/**
 * A figure with its caption, and the same numbers as a table.
 *
 * @param caption - what it shows.
 * @param drawing - of `drawPlot`.
 * @param table - of `dataTable`.
 * @returns the figure; the table is opened at will.
 * @example
 * renderFigure("Sizes", html`<svg></svg>`, dataTable("Sizes", [{ title: "Name" }], [])).markup.startsWith("<figure>") // → true
 */
export const renderFigure = (caption: HtmlValue, drawing: HtmlValue, table: Html): Html =>
  html`<figure>
    <figcaption>${caption}</figcaption>
    ${drawing} ${renderDetails("Numbers", table)}
  </figure>`;
