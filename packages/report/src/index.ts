export type { ReportColumn, ReportCoefficient, ReportInput, ReportIteration, ReportRows } from "./input.ts";
export { report } from "./report.ts";
