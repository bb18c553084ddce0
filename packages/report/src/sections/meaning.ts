import type { Evaluation } from "../evaluation.ts";
import type { Section } from "../page/section.ts";
import { formatNumber, formatPercent, toBits } from "../text/format.ts";
import { html } from "../text/html.ts";

/** What cross-entropy says, in plain words and with this model's numbers. */
export const meaning = ({ scores, baseline }: Evaluation): Section => {
  const nats = (value: number) => html`${formatNumber(value)} nats = ${formatNumber(toBits(value))} bits`;
  const comparison =
    scores.logLoss < baseline.logLoss
      ? "What lies between the two is what the columns tell about the class."
      : "The model costs no less than guessing: on these rows its probabilities tell nothing that the class frequencies would not.";
  return {
    id: "meaning",
    title: "Cross-entropy, in plain words",
    body: html` <p>
        The model gives every class a probability. The <em>surprisal</em> of a row is −log of the probability that the
        model gave to the class the row turned out to be of: nothing if it was certain and right, 1 bit if it gave one
        half, 10 bits if it gave about one in a thousand. Cross-entropy, or log-loss, is the mean over all rows. Fitting
        makes it as small as the penalty on large coefficients allows.
      </p>
      <p>
        On average the model spends ${nats(scores.logLoss)} of surprisal on a row; guessing by class frequencies costs
        ${nats(baseline.logLoss)}. ${comparison} A model that gave each row's class the probability
        ${formatPercent(Math.exp(-scores.logLoss))} would spend as much as this one; for guessing, that is
        ${formatPercent(Math.exp(-baseline.logLoss))}.
      </p>`,
  };
};
