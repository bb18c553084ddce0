import type { Evaluation } from "../evaluation.ts";
import type { ReportInput } from "../input.ts";
import type { Section } from "../page/section.ts";
import { formatCounted, formatNumber } from "../text/format.ts";
import { html, type HtmlValue } from "../text/html.ts";
import { named } from "../text/names.ts";
import { sentenceList } from "../text/prose.ts";

const fewTrainingRows = 20;
const mostNamed = 5;

/** What this report cannot say, and what to be wary of. */
export const limits = ({ data, fit, test }: ReportInput, { classes, trainCounts }: Evaluation): Section => {
  const rare = classes.filter((_, i) => (trainCounts[i] ?? 0) < fewTrainingRows);
  const rareNames: HtmlValue[] = rare.slice(0, mostNamed).map((name) => named(name, 60));
  if (rare.length > mostNamed) rareNames.push(`${rare.length - mostNamed} more`);
  const items: readonly HtmlValue[] = [
    !fit.converged &&
      html`The fit did not converge: another run, or more iterations, may give other coefficients and other figures.`,
    test
      ? html`The test has ${formatCounted(test.actual.length, "row")}: one row more or less right moves the accuracy by
        ${formatNumber(100 / test.actual.length, 2)} percentage points. Differences of a few rows are chance.`
      : html`No rows were held out. All figures are on the rows the model was fitted to; on new rows expect worse.`,
    rare.length > 0 &&
      html`Fewer than ${fewTrainingRows} training rows: ${sentenceList(rareNames)}. What is said of
      ${rare.length === 1 ? "this class" : "these classes"} rests on little.`,
    html`The figures hold for rows like those in the ${test && data.testFile !== undefined ? "files" : "file"}. For rows
    of another time, place or kind they promise nothing.`,
    html`The model is linear: it weighs each column by itself. What only shows when two columns are taken together, it
    does not see.`,
    html`A coefficient says what the model goes by, not what causes the class. Columns that carry the same information
    share the weight.`,
    data.columns.some(({ kind }) => kind === "categorical") &&
      html`A level of a categorical column that no training row had counts as none of the known levels.`,
  ];
  return {
    id: "limits",
    title: "Limits",
    body: html`<ul>
      ${items.map((item) => item !== false && html`<li>${item}</li> `)}
    </ul>`,
  };
};
