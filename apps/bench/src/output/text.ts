import type { BenchReport, CaseReport, FloorRates } from "../harness/report.ts";
import { alignColumns, showBytes } from "./format.ts";
import { caseTable } from "./rows.ts";

/** A case for the terminal. */
export function caseText(report: CaseReport): string {
  return [`\n${report.work}, ${report.size}`, ...alignColumns(caseTable(report))].join("\n");
}

/** What the figures were measured on. */
export function machineText({ machine, floors }: Omit<BenchReport, "cases">): string {
  return [
    `${machine.processor}, ${machine.cores} cores, ${machine.platform}, Node ${machine.node}, ${machine.date}`,
    ratesText("One core", floors),
    ...(floors.twoThreads ? [ratesText("Two threads", floors.twoThreads)] : []),
    ...(machine.load > 1 ? [`The machine is busy (load ${machine.load.toFixed(1)}): figures are rough`] : []),
  ].join("\n");
}

function ratesText(who: string, { bandwidth, multiplyAdd: { float32, float64 } }: FloorRates): string {
  const sizes = bandwidth.map(
    ({ footprint, read, copy }) => `${showBytes(footprint)}: read ${gigabytes(read)}, copy ${gigabytes(copy)}`,
  );
  return `${who}, at 128 bits: ${gigabytes(float32)} GFLOP/s in float32, ${gigabytes(float64)} in float64; GB/s: ${sizes.join("; ")}`;
}

const gigabytes = (rate: number): string => (rate / 1e9).toFixed(1);
