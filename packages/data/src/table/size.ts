import { DataError } from "@surprisal/contract";
import type { Table } from "./table.ts";

// 2 GiB of float64.
const mostNumbers = 2 ** 28;

/** Refuses a dense matrix that no machine should be asked for, before it is asked for. */
export function checkSize({ name, rowCount }: Table, width: number, advice = ""): void {
  if (rowCount * width > mostNumbers) {
    throw new DataError(`${name}: ${rowCount} rows of ${width} numbers, expected at most 2^28 numbers in all${advice}`);
  }
}
