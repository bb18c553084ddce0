/** The largest value of a continuous function on an interval: among points of a grid, then between the neighbours of the best, by golden sections. */
export function maximum(f: (x: number) => number, low = 0, high = 1): number {
  // Where an end of the interval has no value, what is beside it counts.
  const value = (x: number): number => (Number.isNaN(f(x)) ? -Infinity : f(x));
  const step = (high - low) / 64;
  let best = low;
  for (let i = 1; i <= 64; i++) if (value(low + i * step) > value(best)) best = low + i * step;
  let [a, b] = [Math.max(low, best - step), Math.min(high, best + step)];
  const section = (Math.sqrt(5) - 1) / 2;
  for (let i = 0; i < 60; i++) {
    const [left, right] = [b - section * (b - a), a + section * (b - a)];
    if (value(left) < value(right)) a = left;
    else b = right;
  }
  return Math.max(value(best), value((a + b) / 2));
}
