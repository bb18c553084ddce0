import type { BenchReport } from "./report.ts";

/** A report as JSON, which has no infinities: they are words there. */
export function printReport(report: BenchReport): string {
  const asWord = (_: string, value: unknown): unknown => (value === Number.POSITIVE_INFINITY ? "Infinity" : value);
  return `${JSON.stringify(report, asWord, 2)}\n`;
}

/** What `printReport` has written. */
export function parseReport(text: string): BenchReport {
  const fromWord = (_: string, value: unknown): unknown => (value === "Infinity" ? Number.POSITIVE_INFINITY : value);
  return JSON.parse(text, fromWord) as BenchReport;
}
