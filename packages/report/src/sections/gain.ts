import type { Evaluation, Scores } from "../evaluation.ts";
import { wilsonInterval } from "../wilsonInterval.ts";
import { comparisonBars } from "../figures/comparisonBars.ts";
import { dataTable } from "../page/dataTable.ts";
import type { Section } from "../page/section.ts";
import { formatCount, formatCounted, formatNumber, formatPercent, toBits } from "../text/format.ts";
import { html, type Html } from "../text/html.ts";
import { named } from "../text/names.ts";

const figure = (
  title: string,
  note: string,
  value: (scores: Scores) => number,
  format: (value: number) => string,
  { scores, baseline }: Evaluation,
): Html => {
  const bar = (name: string, some: Scores) => ({
    name,
    value: value(some),
    formatted: format(value(some)),
    isModel: some === scores,
  });
  return html`<figure>
    <figcaption>${title} <span>${note}</span></figcaption>
    ${comparisonBars(title, [bar("guessing", baseline), bar("the model", scores)])}
  </figure>`;
};

/** The headline figures, beside what guessing by class frequencies gets. */
export const gain = (evaluation: Evaluation): Section => {
  const { classes, heldOut, majority, scores, baseline, training } = evaluation;
  const measures: readonly (readonly [name: string, of: (scores: Scores) => string])[] = [
    ["Rows", ({ rows }) => formatCount(rows)],
    ["Right", ({ right }) => formatCount(right)],
    ["Accuracy", ({ accuracy }) => formatPercent(accuracy)],
    ["Log-loss, nats", ({ logLoss }) => formatNumber(logLoss)],
    ["Log-loss, bits", ({ logLoss }) => formatNumber(toBits(logLoss))],
    ["Brier score", ({ brier }) => formatNumber(brier)],
  ];
  const columns = [
    { title: heldOut ? "Model, test rows" : "Model", of: scores },
    { title: heldOut ? "Guessing, test rows" : "Guessing", of: baseline },
    ...(heldOut ? [{ title: "Model, training rows", of: training }] : []),
  ];
  const [low, high] = wilsonInterval(scores.right, scores.rows);
  return {
    id: "gain",
    title: "What was gained",
    body: html` <p class="lede">
        The model is right on ${formatCount(scores.right)} of
        ${formatCounted(scores.rows, heldOut ? "test row" : "training row")} (${formatPercent(scores.accuracy)}). Always
        saying the most frequent class, ${named(classes[majority] ?? "", 60)}, is right on
        ${formatCount(baseline.right)} (${formatPercent(baseline.accuracy)}).
      </p>
      ${heldOut && html`<p>From ${formatCounted(scores.rows, "row")} the accuracy on other rows of the same kind cannot be told more closely than ${formatPercent(low)} to ${formatPercent(high)} (95% interval, Wilson).</p>`}
      <div class="figures">
        ${figure("Accuracy", "rows right", ({ accuracy }) => accuracy, formatPercent, evaluation)}
        ${figure("Surprisal of a row", "in bits; less is better", ({ logLoss }) => toBits(logLoss), formatNumber, evaluation)}
      </div>
      ${dataTable(
        "Guessing gives every row the class frequencies of the training rows. For log-loss and Brier score, less is better.",
        [{ title: "Measure" }, ...columns],
        measures.map(([name, format]) => [name, ...columns.map(({ of }) => format(of))]),
      )}`,
  };
};
