import { bytesOf, floorOf } from "../harness/floorOf.ts";
import type { FloorRates } from "../harness/report.ts";
import type { Demand, Load, Precision } from "../harness/work.ts";
import { bytesOfLine, operationsOf } from "./floorKernels.ts";

/** Seconds of arithmetic that a turn has at most. */
const longest = 0.03;

/** What a demand asks of the machine: to move numbers or to multiply and add, whichever takes longer at these rates. */
export function loadOf(demand: Demand, precision: Precision, rates: FloorRates): Load {
  const { boundBy, seconds } = floorOf(demand, precision, rates);
  if (boundBy === "memory") return moving(demand, precision, rates);
  const share = Math.min(1, longest / seconds);
  const count = Math.ceil((share * demand.operations) / operationsOf(precision));
  return { boundBy, bytes: 0, passes: [{ kernel: precision, at: [], count }], share };
}

/**
 * As many numbers as are both read and written are copied, at the start of the bytes, and the others read, at their end; where there is no room for
 * all of that at once, in several passes. Of bytes only as many as rates were measured of.
 */
function moving(
  { reads, writes, numbers = reads + writes }: Demand,
  precision: Precision,
  { bandwidth }: FloorRates,
): Load {
  const largest = Math.max(...bandwidth.map(({ footprint }) => footprint));
  const share = Math.min(1, largest / (numbers * bytesOf[precision]));
  const lines = (count: number): number => Math.ceil((share * count * bytesOf[precision]) / bytesOfLine);
  const half = lines(numbers / 2);
  const copied = Math.min(reads, writes);
  return {
    boundBy: "memory",
    bytes: 2 * half * bytesOfLine,
    passes: [
      ...pieces(lines(copied), half).map((count) => ({
        kernel: "copy" as const,
        at: [count * bytesOfLine, 0],
        count,
      })),
      ...pieces(lines(reads + writes - 2 * copied), 2 * half).map((count) => ({
        kernel: "read" as const,
        at: [(2 * half - count) * bytesOfLine],
        count,
      })),
    ],
    share,
  };
}

const pieces = (total: number, most: number): number[] =>
  Array.from({ length: Math.ceil(total / most) }, (_, piece) => Math.min(most, total - piece * most));
