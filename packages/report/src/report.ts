import { evaluate } from "./evaluation.ts";
import { checkInput, type ReportInput } from "./input.ts";
import { renderHeading } from "./page/heading.ts";
import { renderSection } from "./page/section.ts";
import { styleSheet } from "./page/styleSheet.ts";
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
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta
          http-equiv="Content-Security-Policy"
          content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
        />
        <meta name="color-scheme" content="light dark" />
        <title>Predicting ${shorten(input.data.target, 60)}: report</title>
        <style>
          ${styleSheet}
        </style>
      </head>
      <body>
        ${renderHeading(input, sections)}
        <main>${sections.map(renderSection)}</main>
        <footer><p>Made by ${input.software}, ${input.date}. This page runs no script and loads nothing.</p></footer>
      </body>
    </html> `.markup;
}
