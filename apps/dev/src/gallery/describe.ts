import { formatNumber, formatTick } from "@surprisal/report/parts";
import type { CurvePoint } from "./curve.ts";

type Curve = readonly CurvePoint[];
type Height = (point: CurvePoint) => number;

const extreme = (curve: Curve, height: Height, sign: 1 | -1): CurvePoint =>
  curve.reduce((best, each) => (sign * height(each) > sign * height(best) ? each : best));
const size = (curve: Curve, height: Height): number => Math.max(...curve.map((point) => Math.abs(height(point))));
const at = ({ t }: CurvePoint): string => formatTick(Math.round(t * 100) / 100);

/** Where a curve is above (or below) 0 by more than rounding, as words; "" for nowhere. */
function stretch(curve: Curve, height: Height, sign: 1 | -1): string {
  const least = 1e-9 * size(curve, height);
  const places = curve.filter((point) => sign * height(point) > least);
  const [first, last] = [places[0], places.at(-1)];
  if (!first || !last) return "";
  const [start, end] = [curve[0], curve.at(-1)];
  if (first === start && last === end) return places.length === curve.length ? "all along" : "on most of the course";
  if (first === start) return `up to ${at(last)}`;
  if (last === end) return `from ${at(first)} on`;
  return first === last ? `at ${at(first)}` : `between ${at(first)} and ${at(last)}`;
}

/** What one sees in the value: where it falls and rises, and how it ends. */
export function describeValue(curve: Curve): string {
  const value: Height = (point) => point.value;
  const [low, high] = [extreme(curve, value, -1), extreme(curve, value, 1)];
  const [first, last] = [curve[0] as CurvePoint, curve.at(-1) as CurvePoint];
  const flat = 1e-9 * size(curve, value);
  if (high.value - low.value <= flat) return `It is ${formatNumber(low.value)} wherever one looks.`;
  const steps = curve.slice(1).map((point, i) => point.value - (curve[i] as CurvePoint).value);
  const range = `${formatNumber(first.value)} at ${at(first)}, ${formatNumber(last.value)} at ${at(last)}`;
  if (steps.every((step) => step <= flat)) return `It falls all along: ${range}. ${ends(curve)}`;
  if (steps.every((step) => step >= -flat)) return `It rises all along: ${range}. ${ends(curve)}`;
  const isInside = low !== first && low !== last;
  return `It is least${isInside ? `, ${formatNumber(low.value)},` : ""} at ${at(low)}: ${range}. ${ends(curve)}`;
}

/** How a curve goes on to the side where it costs more: straight, levelling off or ever steeper. */
function ends(curve: Curve): string {
  const [first, last] = [curve[0] as CurvePoint, curve.at(-1) as CurvePoint];
  const isLeft = first.value >= last.value;
  const [end, before] = isLeft ? [first, curve[12]] : [last, curve.at(-13)];
  if (!before) return "";
  const [there, near] = [Math.abs(end.gradient), Math.abs(before.gradient)];
  const isEven = Math.abs(first.value - last.value) <= 1e-9 * Math.abs(first.value);
  const where = isEven ? "To both sides" : isLeft ? "To the left" : "To the right";
  if (there < 0.05 * size(curve, (point) => point.gradient))
    return `${where} it levels off: what is far off costs little more.`;
  if (Math.abs(there - near) <= 0.02 * there) return `${where} it goes on in a straight line.`;
  return there > near ? `${where} it grows ever steeper.` : `${where} it grows ever more slowly.`;
}

/** What one sees in the gradient: how hard the loss pulls at the prediction (a noun), and where it does not. */
export function describeGradient(curve: Curve, noun: string): string {
  const gradient: Height = (point) => point.gradient;
  const strongest = extreme(curve, (point) => Math.abs(point.gradient), 1);
  const most = Math.abs(strongest.gradient);
  if (most === 0) return "There is no pull anywhere.";
  const [down, up] = [stretch(curve, gradient, -1), stretch(curve, gradient, 1)];
  const pull = [
    down && `It asks for a higher ${noun} ${down}`,
    up && `${down ? "for" : "It asks for"} a lower ${down ? "one" : noun} ${up}`,
  ].filter(Boolean);
  const quiet =
    curve.filter((point) => Math.abs(point.gradient) <= 1e-9 * most).length > 3 ? " Elsewhere it lets go." : "";
  return `${pull.join(", ")}. The strongest pull is ${formatNumber(strongest.gradient)}, at ${at(strongest)}.${quiet}`;
}

/** What one sees in the curvature: where the loss is convex along the course. */
export function describeCurvature(curve: Curve): string {
  const curvature: Height = (point) => point.curvature;
  if (curve.some((point) => Number.isNaN(point.curvature))) return "It has no second derivative everywhere.";
  const most = size(curve, curvature);
  if (most === 0) return "Straight pieces: no curvature but in the kinks, which have none to show.";
  const peak = extreme(curve, (point) => Math.abs(point.curvature), 1);
  const below = stretch(curve, curvature, -1);
  const bend = below ? `It bends downwards ${below}: not convex.` : "It never bends downwards along this course.";
  const isConstant = curve.every((point) => Math.abs(point.curvature - peak.curvature) <= 1e-9 * most);
  if (isConstant) return `${bend} The curvature is ${formatNumber(peak.curvature)} everywhere.`;
  return `${bend} The sharpest bend is ${formatNumber(peak.curvature)}, at ${at(peak)}.`;
}
