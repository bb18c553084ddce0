import type { BenchReport, CaseReport } from "../harness/report.ts";
import { alignColumns, showBytes } from "./format.ts";
import { caseTable } from "./rows.ts";

/** A case for the terminal. */
export function caseText(report: CaseReport): string {
  return [`\n${report.work}, ${report.size}`, ...alignColumns(caseTable(report))].join("\n");
}

/** What the figures were measured on. */
export function machineText({ machine, floors }: Omit<BenchReport, "cases">): string {
  const bandwidth = floors.bandwidth.map(
    ({ footprint, read, copy }) => `${showBytes(footprint)}: read ${gigabytes(read)}, copy ${gigabytes(copy)}`,
  );
  const { float32, float64 } = floors.multiplyAdd;
  return [
    `${machine.processor}, ${machine.cores} cores, ${machine.platform}, Node ${machine.node}, ${machine.date}`,
    `One core, at 128 bits: ${(float32 / 1e9).toFixed(1)} GFLOP/s in float32, ${(float64 / 1e9).toFixed(1)} in float64`,
    `Bandwidth of one core, GB/s: ${bandwidth.join("; ")}`,
    ...(machine.load > 1 ? [`The machine is busy (load ${machine.load.toFixed(1)}): figures are rough`] : []),
  ].join("\n");
}

const gigabytes = (rate: number): string => (rate / 1e9).toFixed(1);
