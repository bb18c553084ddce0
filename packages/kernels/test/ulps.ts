/** How far a float32 is from a number, in units of the last place of that number. */
export function ulpsOfFloat32(found: number, expected: number): number {
  // Beyond the largest number, the next one would have been 2¹²⁸.
  const y = Number.isFinite(found) ? found : Math.sign(found) * 2 ** 128;
  return Math.abs(y - expected) / 2 ** (Math.max(Math.floor(Math.log2(Math.abs(expected))), -126) - 23);
}
