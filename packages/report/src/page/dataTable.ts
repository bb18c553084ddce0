import { html, type Html, type HtmlValue } from "../text/html.ts";

export type TableColumn = { readonly title: HtmlValue; readonly isText?: boolean };

/**
 * A table whose first column names its rows.
 *
 * @param caption - what it shows.
 * @param columns - numbers unless `isText`; the first always is text.
 * @param rows - a value for each column.
 * @returns the table.
 * @example
 * dataTable("Sizes", [{ title: "Name" }, { title: "Size" }], [["a", 1]]).markup.includes('<th scope="row">a</th>') // → true
 */
export const dataTable = (
  caption: HtmlValue,
  columns: readonly TableColumn[],
  rows: readonly (readonly HtmlValue[])[],
): Html => {
  const kind = (i: number) => (i === 0 || columns[i]?.isText === true ? "" : html` class="n"`);
  return html`<table>
    <caption>
      ${caption}
    </caption>
    <thead>
      <tr>
        ${columns.map(({ title }, i) => html`<th scope="col" ${kind(i)}>${title}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        (row) =>
          html`<tr>
            ${row.map((value, i) => (i === 0 ? html`<th scope="row">${value}</th>` : html`<td${kind(i)}>${value}</td>`))}
          </tr> `,
      )}
    </tbody>
  </table>`;
};
