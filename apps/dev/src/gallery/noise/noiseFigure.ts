import { axisX, axisY, gridY, lineY } from "@observablehq/plot";
import { blue, drawPlot, faint, formatNumber, formatTick, html, orange, type Html } from "@surprisal/report/parts";
import type { NoiseCurve, NoisePoint } from "./noiseCurve.ts";

const percent = (share: number): string => `${(100 * share).toFixed(0)}%`;

/** What one sees: how much is lost from no wrong targets to the most, here and with the reference. */
function describe({ points, reference, study }: NoiseCurve): string {
  const say = study.isShare ? percent : formatNumber;
  const ends = (curve: readonly NoisePoint[]): [number, number] => [curve[0]?.score ?? 0, curve.at(-1)?.score ?? 0];
  const [clean, noisy] = ends(points);
  const most = percent(points.at(-1)?.rate ?? 0);
  const own = study.isShare
    ? `${say(clean)} right without wrong labels, ${say(noisy)} where ${most} of them are wrong`
    : `A mean error of ${say(clean)} without outliers, of ${say(noisy)} where ${most} of the targets are`;
  if (!reference) return `${own}.`;
  const [, other] = ends(reference);
  const gap = study.isShare ? noisy - other : other - noisy;
  const same = study.isShare ? Math.abs(gap) < 0.015 : Math.abs(gap) < 0.05 * other;
  const verdict = same ? "Here both do about as well" : gap > 0 ? "Here it holds up better" : "Here it holds up worse";
  return `${own}; with ${study.reference.lossName} ${say(other)}. ${verdict}.`;
}

/** The curve of a study, beside that of its reference. */
export function noiseFigure(name: string, curve: NoiseCurve): Html {
  const { points, reference = [], study } = curve;
  const words = describe(curve);
  const all = [...points, ...reference].map(({ score }) => score);
  const channels = { x: "rate", y: "score" } as const;
  const drawing = drawPlot(`${study.measure} against the share of ${study.wrong}. ${words}`, {
    height: 210,
    marginLeft: 48,
    marginRight: 12,
    marginTop: 10,
    marginBottom: 40,
    x: { label: null },
    y: { domain: [study.isShare ? Math.min(0.6, ...all) : 0, Math.max(...all)], nice: true, label: null },
    marks: [
      gridY({ ticks: 5, stroke: faint, strokeOpacity: 1 }),
      axisY({ ticks: 5, tickFormat: study.isShare ? percent : formatTick, tickSize: 0 }),
      axisX({
        ticks: 5,
        tickFormat: percent,
        tickSize: 0,
        label: study.wrong,
        labelAnchor: "center",
        labelArrow: "none",
      }),
      lineY(reference, { ...channels, stroke: orange, strokeWidth: 2, strokeDasharray: "5 4" }),
      lineY(points, { ...channels, stroke: blue, strokeWidth: 2 }),
    ],
  });
  return html`<figure>
    <figcaption>${study.measure}</figcaption>
    ${reference.length > 0 && html`<p class="legend">${key(name, blue)} ${key(study.reference.lossName, orange, "5 4")}</p>`}
    ${drawing}
    <p class="seen">${words}</p>
  </figure>`;
}

/** What a line stands for. */
const key = (name: string, stroke: string, dashes = "none"): Html =>
  html`<span
    ><svg viewBox="0 0 28 8" aria-hidden="true">
      <line x1="0" x2="28" y1="4" y2="4" stroke="${stroke}" stroke-width="2" stroke-dasharray="${dashes}" /></svg
    >${name}</span
  >`;
