import type { Evaluation } from "../evaluation.ts";
import { dataTable } from "../page/dataTable.ts";
import { renderDetails, type Section } from "../page/section.ts";
import { formatCount, formatFixed, formatPercent } from "../text/format.ts";
import { html, type Html } from "../text/html.ts";
import { named, shortNames } from "../text/names.ts";

const mostClasses = 30;
const mostRoomy = 10;
const mostPairs = 20;
const longTable = 40;
const shades = 5;

const shade = (count: number, ofLine: number, isDiagonal: boolean): string =>
  count === 0 ? "zero" : `${isDiagonal ? "b" : "o"}${Math.max(1, Math.ceil((shades * count) / ofLine))}`;

const matrix = ({ classes, confusion, heldOut }: Evaluation): Html => {
  const names = shortNames(classes, 18);
  const isDense = classes.length > mostRoomy;
  // Long names stand upright, or the matrix would be wider than any page.
  const isUpright = names.join("").length > 40;
  return html`<p>
      A line for what rows are, a column for what the model says they are. On the blue diagonal both agree; orange is
      wrong. The stronger the colour, the larger the part of its line.${isDense && " An empty cell is 0."}
    </p>
    <div class="scroll" role="region" tabindex="0" aria-label="Confusion matrix">
      <table class="matrix${isDense && " dense"}${isUpright && " upright"}">
        <caption>
          Confusion matrix, ${heldOut ? "test rows" : "training rows"}
        </caption>
        <thead>
          <tr>
            <th class="corner" rowspan="2">actual</th>
            <th scope="colgroup" colspan="${names.length}">predicted</th>
          </tr>
          <tr>
            ${names.map((name) => html`<th scope="col"><bdi>${name}</bdi></th>`)}
          </tr>
        </thead>
        <tbody>
          ${confusion.map((line, i) => {
            const total = line.reduce((sum, count) => sum + count, 0);
            return html`<tr>
              <th scope="row"><bdi>${names[i]}</bdi></th>
              ${line.map((count, j) => html`<td class="${shade(count, total, i === j)}">${(count > 0 || !isDense) && formatCount(count)}</td>`)}
            </tr> `;
          })}
        </tbody>
      </table>
    </div>`;
};

const confusedPairs = ({ classes, confusion, trainCounts }: Evaluation): Html => {
  const pairs = confusion.flatMap((line, i) => {
    const total = line.reduce((sum, count) => sum + count, 0);
    return line.flatMap((count, j) => (i === j || count === 0 ? [] : [{ i, j, count, share: count / total }]));
  });
  const worst = pairs.toSorted((a, b) => b.count - a.count || b.share - a.share).slice(0, mostPairs);
  if (worst.length === 0) return html`<p>No row was taken for another class.</p>`;
  return dataTable(
    `With ${trainCounts.length} classes a matrix would not be legible: the ${worst.length} most frequent of ${formatCount(pairs.length)} confusions.`,
    [{ title: "Actual" }, { title: "Predicted", isText: true }, { title: "Rows" }, { title: "Of the actual" }],
    worst.map(({ i, j, count, share }) => [
      named(classes[i] ?? "", 60),
      named(classes[j] ?? "", 60),
      formatCount(count),
      formatPercent(share),
    ]),
  );
};

const perClass = ({ classes, classScores, confusion }: Evaluation): Html => {
  const score = (value: number, divisor: number) => (divisor === 0 ? "–" : formatFixed(value));
  const table = dataTable(
    "Precision, recall and F1 by class; – where there is nothing to divide by.",
    [{ title: "Class" }, { title: "Rows" }, { title: "Precision" }, { title: "Recall" }, { title: "F1" }],
    classScores.map(({ support, precision, recall, fscore }, k) => {
      const found = confusion.reduce((sum, line) => sum + (line[k] ?? 0), 0);
      return [
        named(classes[k] ?? "", 60),
        formatCount(support),
        score(precision, found),
        score(recall, support),
        score(fscore, support + found),
      ];
    }),
  );
  return classes.length > longTable ? renderDetails(`All ${classes.length} classes`, table) : table;
};

/** Which classes are taken for which. */
export const confusion = (evaluation: Evaluation): Section => ({
  id: "confusion",
  title: "Which classes it confuses",
  body: html` ${evaluation.classes.length > mostClasses ? confusedPairs(evaluation) : matrix(evaluation)}
    <p>
      Precision: of the rows the model says are of a class, the part that is. Recall: of the rows that are of a class,
      the part the model finds. F1 is their harmonic mean.
    </p>
    ${perClass(evaluation)}`,
});
