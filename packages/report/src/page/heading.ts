import type { ReportInput } from "../input.ts";
import { stoppedBecause } from "../sections/training.ts";
import { formatCounted } from "../text/format.ts";
import { html, type Html, type HtmlValue } from "../text/html.ts";
import { named } from "../text/names.ts";
import type { Section } from "./section.ts";

const note = (title: string, text: HtmlValue): Html => html`<p class="note"><strong>${title}</strong> ${text}</p>`;

const fileName = (path: string): string => path.split(/[/\\]/).at(-1) || path;

const capitalized = (text: string): string => text.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());

/** The head of the page: what this is about, what must be known before reading on, and the contents. */
export const renderHeading = (
  { data, date, fit, model, software, test, train }: ReportInput,
  sections: readonly Section[],
): Html =>
  html` <header>
    <p class="kind">Report on a fitted classifier</p>
    <h1>Predicting ${named(data.target, 60)}</h1>
    <p class="lede">
      ${capitalized(model.name)}, fitted to ${formatCounted(train.actual.length, "row")} of
      ${named(fileName(data.file), 80)}
      ${test ? html`and tested on ${formatCounted(test.actual.length, "row")} ${data.testFile !== undefined && html`of ${named(fileName(data.testFile), 80)} `}that it had not seen` : "and not tested on any others"}.
    </p>
    <p class="meta">${date} · ${software}</p>
    ${!fit.converged && note("The fit did not converge.", html`It stopped after ${formatCounted(fit.iterations, "iteration")}: ${stoppedBecause(fit.reason)}. The coefficients are not the best ones, and the figures below are not those of the model that was asked for.`)}
    ${!test && note("There is no test set.", "All figures are on the rows the model was fitted to. They flatter it: on new rows expect worse.")}
    <nav aria-label="Contents">
      <ul>
        ${sections.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li> `)}
      </ul>
    </nav>
  </header>`;
