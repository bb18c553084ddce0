import type { Floor, FloorRates } from "./report.ts";
import type { Demand, Precision } from "./work.ts";

export const bytesOf: Readonly<Record<Precision, number>> = { float32: 4, float64: 8 };

/**
 * The least time that a demand takes on this machine: what is read and written at the bandwidth of at least as many bytes, or all multiplications and
 * additions at their rate, whichever is longer.
 */
export function floorOf(demand: Demand, precision: Precision, rates: FloorRates): Floor {
  const { reads, writes, numbers = reads + writes, operations } = demand;
  const bytes = bytesOf[precision];
  const sizes = rates.bandwidth.toSorted((a, b) => a.footprint - b.footprint);
  const found = sizes.find(({ footprint }) => footprint >= numbers * bytes) ?? sizes.at(-1);
  if (!found) throw new TypeError("floorOf: no bandwidth was measured");
  const { read, copy } = found;
  const copied = Math.min(reads, writes) * bytes;
  // A copy's rate counts its bytes twice, read and written.
  const memory = (2 * copied) / copy + ((reads + writes) * bytes - 2 * copied) / read;
  const arithmetic = operations / rates.multiplyAdd[precision];
  return memory >= arithmetic ? { seconds: memory, boundBy: "memory" } : { seconds: arithmetic, boundBy: "arithmetic" };
}
