/**
 * Ticks of a logarithmic axis: 1, 2 and 5 of each power of ten, or powers of ten alone where these are enough.
 *
 * @param low - positive.
 * @param high - above low.
 * @param most - how many ticks there may be.
 */
export const logTicks = (low: number, high: number, most = 6): number[] => {
  const first = Math.floor(Math.log10(low));
  const powers = Array.from({ length: Math.ceil(Math.log10(high)) - first + 1 }, (_, i) => first + i);
  const inside = (values: readonly number[]) => values.filter((value) => value >= low && value <= high);
  const fine = inside(powers.flatMap((power) => [1, 2, 5].map((digit) => Number(`${digit}e${power}`))));
  if (fine.length <= most) return fine;
  const decades = inside(powers.map((power) => Number(`1e${power}`)));
  const stride = Math.ceil(decades.length / most);
  return decades.filter((_, i) => i % stride === 0);
};
