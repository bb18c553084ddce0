import { describe, expect, test } from "vitest";
import { parseTable } from "../../src/index.ts";

describe("large texts", () => {
  // 16 times the text takes 16 times the time; a quadratic reader would take 256 times.
  test.each<[string, (n: number) => string]>([
    ["one field of quotes", (n) => `a,b\n1,"${'""'.repeat(n)}"\n`],
    ["one field of lines", (n) => `a,b\n1,"${"x\r\n".repeat(n)}"\n`],
    ["empty lines", (n) => `a,b\n${"\n".repeat(n)}1,2\n`],
    ["many columns", (n) => `${Array.from({ length: n }, (_, i) => `c${i}`).join(",")}\n${"1,".repeat(n - 1)}1\n`],
    ["many rows", (n) => `a,b\n${"1,2\n".repeat(n)}`],
  ])("%s", (_, make) => {
    const milliseconds = (n: number): number => {
      const text = make(n);
      const start = performance.now();
      parseTable(text);
      return performance.now() - start;
    };
    milliseconds(4_000);
    const small = milliseconds(8_000);
    expect(milliseconds(128_000)).toBeLessThan(100 * Math.max(small, 5));
  });
});
