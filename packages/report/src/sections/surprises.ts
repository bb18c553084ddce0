import type { Evaluation } from "../evaluation.ts";
import { dataTable } from "../page/dataTable.ts";
import type { Section } from "../page/section.ts";
import { formatCounted, formatFixed, formatNumber, formatPercent } from "../text/format.ts";
import { html } from "../text/html.ts";
import { named } from "../text/names.ts";

const most = 12;

/** The rows that surprised the model the most. */
export const surprises = ({ classes, heldOut, predicted, rows }: Evaluation): Section => {
  const { actual, probabilities, rowNumbers } = rows;
  const all = Array.from(actual, (index, row) => {
    const probability = probabilities[row * classes.length + index] ?? Number.NaN;
    return { row, probability, bits: probability >= 1 ? 0 : -Math.log2(probability) };
  });
  const worst = all.toSorted((a, b) => a.probability - b.probability || a.row - b.row).slice(0, most);
  const sum = (some: typeof all) => some.reduce((total, { bits }) => total + bits, 0);
  const share = sum(worst) / sum(all);
  const name = (index: number | undefined) => named(classes[index ?? -1] ?? "", 60);
  const which = heldOut ? "test row" : "training row";
  return {
    id: "surprises",
    title: "The rows that surprised it most",
    body: html`
      <p>
        Rows to look at first: a wrong label, an odd measurement, or a kind of row the model has no means to tell apart.
        A row of n bits is as surprising as n heads in a row from a fair coin.
        ${Number.isFinite(share) && worst.length < all.length && html`These ${worst.length} of ${formatCounted(all.length, which)} make up ${formatPercent(share)} of all surprisal.`}
      </p>
      ${dataTable(
        html`The ${formatCounted(worst.length, which)} of the largest surprisal. p: the probability that the model gave
        to the actual class; bits: the surprisal, −log₂ p. Row 1 is the first after the header; a prediction in bold is
        wrong.`,
        [
          { title: "Row" },
          { title: "Actual", isText: true },
          { title: "Predicted", isText: true },
          { title: "p" },
          { title: "Bits" },
        ],
        worst.map(({ row, probability, bits }) => {
          const wrong = predicted[row] !== actual[row];
          return [
            String(rowNumbers[row]),
            name(actual[row]),
            wrong ? html`<strong>${name(predicted[row])}</strong>` : name(predicted[row]),
            formatNumber(probability),
            formatFixed(bits, 2),
          ];
        }),
      )}
    `,
  };
};
