/** How far a float32 is from a number, in units of the last place of that number, or of 2 to the power of the lowest exponent where that is more. */
export function ulpsOfFloat32(found: number, expected: number, lowestExponent = -126): number {
  // Beyond the largest number, the next one would have been 2¹²⁸.
  const y = Number.isFinite(found) ? found : Math.sign(found) * 2 ** 128;
  return Math.abs(y - expected) / 2 ** (Math.max(Math.floor(Math.log2(Math.abs(expected))), lowestExponent) - 23);
}
