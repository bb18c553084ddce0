import { coefficientBars } from "../figures/coefficientBars.ts";
import type { ReportCoefficient, ReportInput } from "../input.ts";
import { dataTable } from "../page/dataTable.ts";
import { renderFigure } from "../page/figure.ts";
import { renderDetails, type Section } from "../page/section.ts";
import { formatCount, formatNumber } from "../text/format.ts";
import { html, type Html, type HtmlValue } from "../text/html.ts";
import { named, shorten } from "../text/names.ts";

const mostForOne = 16;
const mostPerClass = 8;
const mostFigures = 6;
const mostOverall = 24;
const mostInCell = 3;

const bySize = (a: ReportCoefficient, b: ReportCoefficient) => Math.abs(b.value) - Math.abs(a.value);

const figure = (
  caption: HtmlValue,
  label: string,
  coefficients: readonly ReportCoefficient[],
  largest: number,
  withClass: boolean,
): Html =>
  renderFigure(
    caption,
    coefficientBars(
      label,
      coefficients.map(({ feature, className, value }) => ({
        value,
        name: withClass ? `${shorten(className, 10)}: ${shorten(feature, 10)}` : feature,
      })),
      largest,
    ),
    dataTable(
      label,
      [{ title: "Feature" }, ...(withClass ? [{ title: "Class", isText: true }] : []), { title: "Coefficient" }],
      coefficients.map(({ feature, className, value }) => [
        named(feature),
        ...(withClass ? [named(className, 60)] : []),
        formatNumber(value, 4),
      ]),
    ),
  );

const strongest = (coefficients: readonly ReportCoefficient[], sign: 1 | -1): Html =>
  html`${coefficients
    .filter(({ value }) => value * sign > 0)
    .slice(0, mostInCell)
    .map(({ feature, value }, i) => [i > 0 && ", ", named(feature, 24), ` ${formatNumber(value, 2)}`])}`;

/** The largest coefficients, and what their sign says. */
export const coefficients = ({ classes, coefficients: all, data }: ReportInput): Section => {
  const sorted = all.toSorted(bySize);
  const groups = Map.groupBy(sorted, ({ className }) => className);
  const largest = Math.abs(sorted[0]?.value ?? 0);
  const drawn = classes.flatMap((name) => {
    const own = groups.get(name);
    return own ? [[name, own] as const] : [];
  });
  const isBinary = classes.length === 2 && drawn.length === 1;
  const unit = html`for ${data.standardized ? "one standard deviation" : "one unit"} more in a numeric
  column${data.columns.some(({ kind }) => kind === "categorical") && ", or for a level of a categorical column being there"}`;
  const features = isBinary ? sorted.length : (drawn[0]?.[1].length ?? 0);

  const direction = isBinary
    ? html`A bar to the right speaks for ${named(drawn[0]?.[0] ?? "", 60)}, one to the left for
      ${named(classes.find((name) => name !== drawn[0]?.[0]) ?? "", 60)}. A coefficient of 1 multiplies the odds by 2.7,
      of 2 by 7.4, of −1 by 0.37: ${unit}.`
    : html`A bar to the right raises the score of the class, one to the left lowers it: ${unit}. Probabilities follow
      from the differences between the classes' scores: where one class gains 1 on another, its odds against that other
      grow 2.7-fold.`;

  const figures = (): Html => {
    if (drawn.length <= mostFigures) {
      const most = drawn.length === 1 ? mostForOne : mostPerClass;
      return html`<div class="figures">
        ${drawn.map(([name, own]) => figure(html`${named(name, 60)} <span>${own.length > most && `${most} largest of ${formatCount(own.length)}`}</span>`, `Largest coefficients of ${shorten(name, 60)}`, own.slice(0, most), largest, false))}
      </div>`;
    }
    return html`<div class="figures">
        ${figure(html`Largest of all classes <span>class: feature</span>`, "Largest coefficients of all classes", sorted.slice(0, mostOverall), largest, true)}
      </div>
      ${renderDetails(
        `Strongest features of each of ${formatCount(drawn.length)} classes`,
        dataTable(
          "The largest coefficients of each class.",
          [{ title: "Class" }, { title: "Speaks for", isText: true }, { title: "Speaks against", isText: true }],
          drawn.map(([name, own]) => [named(name, 40), strongest(own, 1), strongest(own, -1)]),
        ),
      )}`;
  };

  return {
    id: "coefficients",
    title: "What the model goes by",
    body:
      sorted.length === 0
        ? html`<p>The model has no coefficients: it gives every row the class frequencies.</p>`
        : html`<p>
              ${direction} The model has ${formatCount(features)}
              ${features === 1 ? "feature" : "features"}${drawn.length > 1 && `, weighed anew for each of ${formatCount(drawn.length)} classes`}.
            </p>
            ${figures()}`,
  };
};
