import { html, type Html, type HtmlValue } from "../text/html.ts";

export type Section = { readonly id: string; readonly title: string; readonly body: Html };

/** A section with its heading. `id` is where the contents point to. */
export const renderSection = ({ id, title, body }: Section): Html =>
  html` <section aria-labelledby="${id}">
    <h2 id="${id}">${title}</h2>
    ${body}
  </section>`;

/** Something aside that is opened at will; on paper it is open. */
export const renderDetails = (summary: HtmlValue, body: HtmlValue): Html =>
  html`<details>
    <summary>${summary}</summary>
    ${body}
  </details>`;
