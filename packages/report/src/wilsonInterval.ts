const z = 1.959963984540054;

/** The 95% interval of a share that was seen as `part` of `whole` rows, whole above 0. Wilson's: it holds with few rows and near 0 and 1. */
export const wilsonInterval = (part: number, whole: number): readonly [low: number, high: number] => {
  const share = part / whole;
  const shrink = 1 + z ** 2 / whole;
  const middle = (share + z ** 2 / (2 * whole)) / shrink;
  const half = (z / shrink) * Math.sqrt((share * (1 - share)) / whole + (z / (2 * whole)) ** 2);
  return [part === 0 ? 0 : middle - half, part === whole ? 1 : middle + half];
};
