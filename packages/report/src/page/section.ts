import { html, type Html, type HtmlValue } from "../text/html.ts";

export type Section = { readonly id: string; readonly title: string; readonly body: Html };

/**
 * A section with its heading.
 *
 * @param section - `id` is where the contents point to.
 * @returns the section.
 * @example
 * renderSection({ id: "data", title: "Data", body: html`<p>Two rows.</p>` }).markup.includes('<h2 id="data">Data</h2>') // → true
 */
export const renderSection = ({ id, title, body }: Section): Html =>
  html` <section aria-labelledby="${id}">
    <h2 id="${id}">${title}</h2>
    ${body}
  </section>`;

/**
 * Something aside that is opened at will; on paper it is open.
 *
 * @param summary - what it is.
 * @param body - the whole.
 * @returns a closed `details`.
 * @example
 * renderDetails("Numbers", "1, 2").markup.includes("<summary>Numbers</summary>") // → true
 */
export const renderDetails = (summary: HtmlValue, body: HtmlValue): Html =>
  html`<details>
    <summary>${summary}</summary>
    ${body}
  </details>`;
