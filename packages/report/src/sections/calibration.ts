import { calibrationCurve, expectedCalibrationError } from "@surprisal/metrics";
import type { Evaluation } from "../evaluation.ts";
import { reliabilityDiagram } from "../figures/reliabilityDiagram.ts";
import { scoreHistogram } from "../figures/scoreHistogram.ts";
import { dataTable } from "../page/dataTable.ts";
import { renderDetails, type Section } from "../page/section.ts";
import { wilsonInterval } from "../wilsonInterval.ts";
import { formatCount, formatFixed, formatTick } from "../text/format.ts";
import { html, type Html } from "../text/html.ts";
import { named } from "../text/names.ts";

const binCount = 10;

type Forecast = {
  readonly probabilities: Float64Array;
  readonly outcomes: Int32Array;
  /** What was forecast, as a clause. */
  readonly event: Html;
  readonly axis: { readonly x: string; readonly y: string };
};

/** What is forecast of each row: the second of two classes, or that the most probable class is right. */
const forecast = ({ classes, predicted, rows: { actual, probabilities } }: Evaluation): Forecast => {
  const classCount = classes.length;
  if (classCount === 2) {
    return {
      probabilities: probabilities.filter((_, i) => i % 2 === 1),
      outcomes: actual,
      event: html`that a row is ${named(classes[1] ?? "", 60)}`,
      axis: { x: "predicted probability", y: "share that came true" },
    };
  }
  return {
    probabilities: Float64Array.from(predicted, (index, row) => probabilities[row * classCount + index] ?? Number.NaN),
    outcomes: actual.map((index, row) => Number(index === predicted[row])),
    event: html`of the class it finds most probable`,
    axis: { x: "probability of the predicted class", y: "share that was right" },
  };
};

/** Whether the probabilities mean what they say. */
export const calibration = (evaluation: Evaluation): Section => {
  const { probabilities, outcomes, event, axis } = forecast(evaluation);
  const bins = calibrationCurve(probabilities, outcomes, { bins: binCount });
  const error = expectedCalibrationError(probabilities, outcomes, { bins: binCount });
  // Of one class of two, a probability may be wrong in both directions; of the most probable class it is too sure or not sure enough.
  const tooSure =
    evaluation.classes.length === 2
      ? "below it the probability was too high, above it too low"
      : "below it the model was too sure, above it not sure enough";
  const range = (bin: { low: number; high: number }) => `${formatTick(bin.low)} to ${formatTick(bin.high)}`;
  const table = dataTable(
    `Reliability in ${binCount} bins of equal width; bins without rows are left out.`,
    [
      { title: "Probability" },
      { title: "Rows" },
      { title: "Predicted" },
      { title: "Came true" },
      { title: "95% interval" },
    ],
    bins.map((bin) => [
      range(bin),
      formatCount(bin.count),
      formatFixed(bin.meanPrediction),
      formatFixed(bin.fractionPositive),
      wilsonInterval(Math.round(bin.count * bin.fractionPositive), bin.count)
        .map((bound) => formatFixed(bound))
        .join("–"),
    ]),
  );
  return {
    id: "calibration",
    title: "Whether its probabilities can be trusted",
    body: html` <p>
        Each point stands for the rows to which the model gave a similar probability ${event}. On the dashed line, what
        it said is what came true: ${tooSure}. The bars are 95% intervals: where one crosses the dashed line, the
        difference may be chance.
      </p>
      <p>
        On average over the rows, the two differ by ${formatFixed(100 * error, 1)} percentage points (expected
        calibration error, ${binCount} bins). A part of that is chance, and the larger the fewer rows there are.
      </p>
      <div class="figures level">
        <figure>
          <figcaption>Reliability <span>said, and come true</span></figcaption>
          ${reliabilityDiagram(`Reliability diagram: ${axis.y} against ${axis.x}, ${bins.length} points`, axis, bins)}
        </figure>
        <figure>
          <figcaption>How often it said so <span>rows in each bin</span></figcaption>
          ${scoreHistogram(`Histogram: rows by ${axis.x}`, axis.x, bins)}
        </figure>
      </div>
      ${renderDetails("Numbers", table)}`,
  };
};
