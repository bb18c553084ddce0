/**
 * The order of two texts by code point: the same on every machine and in every language. It differs from JavaScript's own
 * (by UTF-16 unit) beyond U+FFFF, and agrees with Python's and with that of UTF-8 bytes.
 */
export function compareCodePoints(a: string, b: string): number {
  for (let i = 0; i < a.length && i < b.length; i++) {
    const [left, right] = [a.codePointAt(i) as number, b.codePointAt(i) as number];
    if (left !== right) return left - right;
  }
  return a.length - b.length;
}
