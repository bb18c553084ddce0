/** The largest value of a continuous function on an interval, whose ends may have none: among points of a grid, then between the neighbours of the best, by thirds. */
export function maximum(f: (x: number) => number, low = 0, high = 1): number {
  const step = (high - low) / 64;
  let best = low + step;
  // NaN is not larger than anything.
  for (let i = 0; i <= 64; i++) if (f(low + i * step) > f(best)) best = low + i * step;
  let [a, b] = [Math.max(low, best - step), Math.min(high, best + step)];
  for (let i = 0; i < 60; i++) {
    const third = (b - a) / 3;
    if (f(a + third) < f(b - third)) a += third;
    else b -= third;
  }
  return Math.max(f(best), f((a + b) / 2));
}
