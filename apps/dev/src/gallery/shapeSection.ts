import { html, type Section } from "@surprisal/report/parts";
import { curveFigure } from "./curveFigure.ts";
import { describeCurvature, describeGradient, describeValue } from "./describe.ts";
import type { Exhibit } from "./exhibits.ts";
import { pathOf } from "./path.ts";

/** What a loss looks like: its value, gradient and curvature along a course, each with words. */
export function shapeSection(exhibit: Exhibit): Section | undefined {
  const { loss, name } = exhibit;
  const { axis, curve, held } = pathOf(exhibit);
  if (curve.length === 0) return undefined;
  const noun = axis.split(/[ ,]/)[0] ?? "";
  const figures = [
    curveFigure("Value", axis, curve, ({ value }) => value, describeValue(curve)),
    curveFigure("Gradient", axis, curve, ({ gradient }) => gradient, describeGradient(curve, noun)),
    curveFigure("Curvature", axis, curve, ({ curvature }) => curvature, describeCurvature(curve)),
  ];
  const defaults =
    Object.keys(loss.parameters).length > 0 ? " Parameters are at their defaults, where they have any." : "";
  return {
    id: "shape",
    title: "What it looks like",
    body: html`<p>${name} of one ${held}, by the ${axis}.${defaults}</p>
      <div class="figures">${figures}</div>`,
  };
}
