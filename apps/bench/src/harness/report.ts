import type { Check } from "./check.ts";
import type { Bound, Precision, Side } from "./work.ts";

/** Of several repeats, in seconds. */
export interface Summary {
  readonly median: number;
  readonly minimum: number;
}

/** What came of a contender: figures, or why there are none. */
export interface ContenderReport {
  readonly name: string;
  readonly side: Side;
  readonly precision: Precision;
  /** Default 1. */
  readonly threads?: number;
  readonly outcome: Figures | { readonly skipped: string } | { readonly failed: string };
}

export interface Figures {
  /** Of one turn. */
  readonly processor: Summary;
  readonly wall: Summary;
  readonly repeats: number;
  readonly turnsPerRepeat: number;
  readonly check: Check;
  /** Bytes that a first turn had at its peak above what was there before, where it was measured. */
  readonly memory?: number;
  /** The floor of this machine for this work, where one is known: the yardstick's median, measured in the same rounds. */
  readonly floor?: Floor;
}

export interface Floor {
  readonly seconds: number;
  readonly boundBy: Bound;
}

export interface CaseReport {
  readonly work: string;
  readonly size: string;
  readonly contenders: readonly ContenderReport[];
}

export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly platform: string;
  readonly node: string;
  readonly date: string;
  /** Processes that wanted to run, of the last minute, when the run began: above 1, figures are rough. */
  readonly load: number;
}

/** What `--json` writes. */
export interface BenchReport {
  readonly machine: Machine;
  readonly floors: Floors;
  readonly cases: readonly CaseReport[];
}

/** What the machine does at most, measured in the same run. */
export interface Floors extends FloorRates {
  /** Of two threads at a time, where the machine has two. */
  readonly twoThreads?: FloorRates;
}

/** Rates of one core, or of several. */
export interface FloorRates {
  /** By how many bytes are gone through, since caches are faster than memory. Bytes a second. */
  readonly bandwidth: readonly { readonly footprint: number; readonly read: number; readonly copy: number }[];
  /** Multiplications and additions at 128 bits, a second. */
  readonly multiplyAdd: Readonly<Record<Precision, number>>;
}

/** What counts: of one thread the processor's time, of several the wall's. */
export const timeOf = ({ processor, wall }: Figures, { threads }: Pick<ContenderReport, "threads">): number =>
  (threads === undefined ? processor : wall).median;

export function isMeasured(report: ContenderReport): report is ContenderReport & { readonly outcome: Figures } {
  return "processor" in report.outcome;
}
