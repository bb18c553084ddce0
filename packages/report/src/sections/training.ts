import { trainingCurve, type CurvePoint } from "../figures/trainingCurve.ts";
import type { ReportInput } from "../input.ts";
import { dataTable } from "../page/dataTable.ts";
import { renderFigure } from "../page/figure.ts";
import type { Section } from "../page/section.ts";
import { formatCount, formatCounted, formatNumber } from "../text/format.ts";
import { html, type Html } from "../text/html.ts";

const mostPoints = 160;

const reasons: Readonly<Record<string, string>> = {
  gradient: "the gradient fell below its tolerance",
  value: "the objective no longer changed by more than its tolerance",
  precision: "no better value can be told from rounding errors",
  maxIterations: "the largest allowed number of iterations was reached",
  maxEvaluations: "the largest allowed number of evaluations was reached",
  stopped: "it was told to stop",
  aborted: "it was aborted",
  nonFinite: "the objective was not a finite number",
  lineSearch: "no step along the search direction lowered the objective",
};

/** Why the solver stopped, as a clause. */
export const stoppedBecause = (reason: string): string =>
  (Object.hasOwn(reasons, reason) ? reasons[reason] : undefined) ?? reason;

/** Evenly spaced items, with the first and the last. */
export const thin = <Item>(items: readonly Item[], most: number): readonly Item[] => {
  if (items.length <= most) return items;
  const kept = Array.from({ length: most }, (_, i) => items[Math.round((i * (items.length - 1)) / (most - 1))]);
  return kept.filter((item) => item !== undefined);
};

const figure = (name: string, note: string, points: readonly CurvePoint[]): Html => {
  const shown = thin(
    points.filter(({ value }) => Number.isFinite(value)),
    mostPoints,
  );
  if (shown.length < 2) return html``;
  const left = points.length - shown.length;
  return renderFigure(
    html`${name} <span>${note}</span>`,
    trainingCurve(name, shown),
    dataTable(
      left > 0 ? `${name}; ${formatCounted(left, "iteration")} left out.` : `${name} at each iteration.`,
      [{ title: "Iteration" }, { title: name }],
      shown.map(({ iteration, value }) => [formatCount(iteration), formatNumber(value, 6)]),
    ),
  );
};

/** How the fit went: objective and gradient over iterations. */
export const training = ({ fit }: ReportInput): Section => {
  const { converged, history, iterations, reason } = fit;
  const last = history.at(-1);
  const end =
    last &&
    ` At the end the objective was ${formatNumber(last.objective, 6)} and the norm of its gradient ${formatNumber(last.gradientNorm)}.`;
  const curve = (key: "objective" | "gradientNorm") =>
    history.map((point) => ({ iteration: point.iteration, value: point[key] }));
  return {
    id: "training",
    title: "How the fit went",
    body: html` <p>
        ${converged ? "The fit converged" : html`<strong>The fit did not converge.</strong> It stopped`} after
        ${formatCounted(iterations, "iteration")}: ${stoppedBecause(reason)}.${end}
      </p>
      <p>
        The objective is the sum of all training rows' surprisal in nats, plus the penalty on large coefficients. Where
        its gradient is 0, no small change of the coefficients makes it smaller; being convex, it then has no better
        place anywhere.
      </p>
      ${
        history.length < 2
          ? html`<p>There are too few iterations on record for a curve.</p>`
          : html`<div class="figures">
              ${figure("Objective", "nats, with penalty", curve("objective"))}
              ${figure("Gradient norm", "0 at the best", curve("gradientNorm"))}
            </div>`
      }`,
  };
};
