/** A point on a line: the step, how much the function changed since step 0, and its slope there. */
export interface Point {
  readonly step: number;
  readonly change: number;
  readonly slope: number;
}

/** `low` is the best point so far. Once `closed`, a minimizer lies between `low` and `high`; before, `high` says nothing. */
export interface Bracket {
  low: Point;
  high: Point;
  closed: boolean;
}

/**
 * Takes a trial point into the bracket and proposes the next step: the safeguarded cubic, quadratic and secant steps of
 * Moré & Thuente, section 4 (dcstep in MINPACK-2).
 *
 * @param bracket - is updated.
 * @param trial - a point inside the bracket or, while it is open, beyond `low`.
 * @param tilt - slope of a line that is subtracted from the function first: their auxiliary function ψ.
 * @param least - smallest next step while the bracket is open.
 * @param most - largest next step while the bracket is open.
 * @returns the next step; NaN where interpolation has no answer.
 */
export function narrow(bracket: Bracket, trial: Point, tilt: number, least: number, most: number): number {
  const best = bracket.low;
  const low = tilted(best, tilt);
  const high = tilted(bracket.high, tilt);
  const point = tilted(trial, tilt);
  const length = point.step - low.step;
  const toPoint = (step: number): number => Math.abs(step - point.step);

  // Case 1, higher: a minimizer lies in between. The cubic step if it is shorter than the quadratic one, else their mean.
  if (point.change > low.change) {
    bracket.high = trial;
    bracket.closed = true;
    const cubic = cubicMinimizer(low, point);
    const quadratic = low.step + (low.slope / ((low.change - point.change) / length + low.slope) / 2) * length;
    return Math.abs(cubic - low.step) < Math.abs(quadratic - low.step) ? cubic : cubic + (quadratic - cubic) / 2;
  }

  bracket.low = trial;
  const cubic = cubicMinimizer(point, low);
  const secant = point.step - (point.slope / (point.slope - low.slope)) * length;

  // Case 2, lower, and the slope has changed its sign: a minimizer lies in between. The longer of cubic and secant step.
  if (point.slope * Math.sign(low.slope) < 0) {
    bracket.high = best;
    bracket.closed = true;
    return toPoint(cubic) > toPoint(secant) ? cubic : secant;
  }

  // Case 3, lower and flatter: further on, by the cubic only where its minimizer lies ahead.
  if (Math.abs(point.slope) < Math.abs(low.slope)) {
    const ahead = (cubic - point.step) * length > 0;
    if (bracket.closed) {
      const nearer = ahead && toPoint(cubic) < toPoint(secant) ? cubic : secant;
      const limit = point.step + 0.66 * (high.step - point.step);
      return length > 0 ? Math.min(limit, nearer) : Math.max(limit, nearer);
    }
    const farther = ahead ? (toPoint(cubic) > toPoint(secant) ? cubic : secant) : most;
    return Math.min(Math.max(farther, least), most);
  }

  // Case 4, lower and no flatter.
  return bracket.closed ? cubicMinimizer(point, high) : most;
}

function tilted(point: Point, tilt: number): Point {
  return { step: point.step, change: point.change - tilt * point.step, slope: point.slope - tilt };
}

/** The minimizer of the cubic through two points with their slopes; NaN where it has none. */
function cubicMinimizer(from: Point, to: Point): number {
  const length = to.step - from.step;
  const theta = (3 * (from.change - to.change)) / length + from.slope + to.slope;
  // Scaled, so that squares neither overflow nor vanish.
  const scale = Math.max(Math.abs(theta), Math.abs(from.slope), Math.abs(to.slope));
  const discriminant = (theta / scale) ** 2 - (from.slope / scale) * (to.slope / scale);
  if (!(discriminant > 0)) return Number.NaN;
  const gamma = Math.sign(length) * scale * Math.sqrt(discriminant);
  const ratio = (gamma - from.slope + theta) / (gamma - from.slope + gamma + to.slope);
  return from.step + ratio * length;
}
