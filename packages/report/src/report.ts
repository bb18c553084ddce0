import { evaluate } from "./evaluation.ts";
import { checkInput, type ReportInput } from "./input.ts";
import { renderHeading } from "./page/heading.ts";
import { renderPage } from "./page/page.ts";
import { renderSection } from "./page/section.ts";
import { calibration } from "./sections/calibration.ts";
import { coefficients } from "./sections/coefficients.ts";
import { confusion } from "./sections/confusion.ts";
import { fitted } from "./sections/fitted.ts";
import { gain } from "./sections/gain.ts";
import { limits } from "./sections/limits.ts";
import { meaning } from "./sections/meaning.ts";
import { surprises } from "./sections/surprises.ts";
import { training } from "./sections/training.ts";
import { usage } from "./sections/usage.ts";
import { html } from "./text/html.ts";
import { shorten } from "./text/names.ts";

/**
 * A page that explains a fitted classifier: what was fitted on what and how the fit went, what was gained over guessing, which
 * classes are confused, whether the probabilities come true, which rows surprise, what the model goes by.
 *
 * One HTML file that runs no script and loads nothing, for light and dark screens, phones and paper. Every text of the input is
 * escaped. The same input gives the same bytes.
 *
 * @param input - plain numbers and names; `test` may be absent, `fit.history` empty. Probabilities are rows of C, 0 to 1, that sum
 *   to 1 within 1e-5.
 * @returns the page, to be saved as UTF-8.
 * @throws ShapeError where lengths do not fit; ClassError for a class outside 0 … C − 1; DataError for fewer than two classes, no
 *   rows, and what are no probabilities.
 * @example
 * const rows = {
 *   probabilities: Float64Array.of(0.9, 0.1, 0.2, 0.8, 0.6, 0.4),
 *   actual: Int32Array.of(0, 1, 1),
 *   rowNumbers: Int32Array.of(1, 2, 3),
 * }
 * const page = report({
 *   date: "2026-11-24",
 *   software: "surprisal 0.1.0",
 *   data: { file: "mail.csv", target: "spam", split: "none", columns: [{ name: "links", kind: "numeric", missing: 0 }], standardized: true },
 *   model: { name: "logistic regression", c: 1 },
 *   fit: { iterations: 4, converged: true, reason: "gradient", history: [] },
 *   classes: ["no", "yes"],
 *   coefficients: [{ feature: "links", className: "yes", value: 1.5 }],
 *   train: rows,
 * })
 * page.startsWith("<!doctype html>") // → true
 * page.includes("66.7%") // → true
 */
export function report(input: ReportInput): string {
  checkInput(input);
  const evaluation = evaluate(input);
  const sections = [
    gain(evaluation),
    meaning(evaluation),
    confusion(evaluation),
    calibration(evaluation),
    surprises(evaluation),
    coefficients(input),
    training(input),
    fitted(input, evaluation),
    usage(input),
    limits(input, evaluation),
  ];
  return renderPage(
    `Predicting ${shorten(input.data.target, 60)}: report`,
    html`${renderHeading(input, sections)}
      <main>${sections.map(renderSection)}</main>
      <footer><p>Made by ${input.software}, ${input.date}. This page runs no script and loads nothing.</p></footer>`,
  );
}
