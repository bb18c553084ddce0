import { html, renderPage, trusted, type Html, type Section } from "@surprisal/report/parts";

/** What the gallery adds to the house's style: formulas, figures in rows, code that is wide, lists of losses. */
const ownStyle = trusted(`
header, main, footer { max-width: 60rem; }
.formula { display: flex; flex-wrap: wrap; align-items: center; gap: 0.5rem 2.5rem; overflow-x: auto; padding: 0.75rem 0; margin: 0 0 0.5rem; font-size: 1.1875rem; }
.formula math { text-align: left; }
.formula math[display="block"] { display: block math; width: fit-content; margin: 0; }
.formula math, .formula math * { font-family: "STIX Two Math", "Cambria Math", "Latin Modern Math", var(--reading); }
.formula mi { text-transform: none; }
.formula .letter { font-style: italic; }
.figures { grid-template-columns: repeat(auto-fit, minmax(min(100%, 17rem), 1fr)); }
.seen { font: 0.9375rem/1.45 var(--numbers); color: var(--muted); margin: 0.4rem 0 0; }
.wide { max-width: 46rem; }
.losses { list-style: none; padding: 0; max-width: none; }
.losses li { display: grid; grid-template-columns: 4.5rem 1fr; gap: 0 1.25rem; align-items: center; padding: 0.55rem 0; margin: 0; border-bottom: 1px solid var(--line); }
.losses a { font-weight: 600; }
.losses p { margin: 0; font-size: 0.9375rem; line-height: 1.45; max-width: 44rem; }
.losses .also { display: flex; flex-wrap: wrap; gap: 0 1rem; font-family: var(--numbers); font-size: 0.8125rem; color: var(--muted); }
.losses svg { color: var(--blue); overflow: hidden; }
code { font: 0.9em ui-monospace, "SF Mono", Menlo, Consolas, monospace; overflow-wrap: anywhere; }
h1 code, h2 code { font: inherit; }
th code { overflow-wrap: normal; white-space: nowrap; }
.legend { font: 0.875rem/1.45 var(--numbers); margin: 0; display: flex; flex-wrap: wrap; gap: 0 1.25rem; }
.legend svg { display: inline-block; width: 1.75rem; height: 0.5rem; margin-right: 0.4rem; vertical-align: middle; }
`);

/** Where the sections of a page are. */
export const contents = (sections: readonly Section[]): Html =>
  html`<nav aria-label="Contents">
    <ul>
      ${sections.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li> `)}
    </ul>
  </nav>`;

/** A page of the gallery. */
export const pageOf = (title: string, body: Html): string => renderPage(title, body, ownStyle);
