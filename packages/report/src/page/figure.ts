import { html, type Html, type HtmlValue } from "../text/html.ts";
import { renderDetails } from "./section.ts";

/** A figure with its caption, and the same numbers as a table. */
export const renderFigure = (caption: HtmlValue, drawing: HtmlValue, table: Html): Html =>
  html`<figure>
    <figcaption>${caption}</figcaption>
    ${drawing} ${renderDetails("Numbers", table)}
  </figure>`;
