import type { Lanes } from "@surprisal/kernels";
import type { Expression } from "../expression.ts";
import type { Schedule } from "../schedule.ts";

/** What a program reads and writes, one of them: rows of numbers, or one number a row. */
export interface Field {
  /** How many numbers a row has. */
  readonly size: number;
  /** Where its block begins, in bytes from the start of the memory that programs are given. */
  readonly start: number;
}

/** Where a block of rows lies in that memory, the same for all programs of a function. */
export interface BlockLayout {
  readonly lanes: Lanes;
  /** How many rows a block holds: a multiple of the lanes. */
  readonly rows: number;
  readonly inputs: readonly Field[];
  readonly outputs: readonly Field[];
  readonly end: number;
}

/** As much as stays in the first two caches. */
const bytesOfBlock = 65_536;
const mostRows = 2048;

/** @param inputs - how many numbers a row has of each. */
export function layOutBlock(lanes: Lanes, inputs: readonly number[], outputs: readonly number[]): BlockLayout {
  const bytesOfRow = lanes.bytes * [...inputs, ...outputs].reduce((sum, size) => sum + size, 0);
  const fitting = Math.min(mostRows, Math.floor(bytesOfBlock / bytesOfRow));
  const rows = Math.max(1, Math.floor(fitting / lanes.count)) * lanes.count;
  let end = 0;
  const place = (size: number): Field => {
    const start = end;
    // Behind the last row as much as a vector reaches.
    end = align(start + size * rows * lanes.bytes + 16);
    return { size, start };
  };
  return { lanes, rows, inputs: inputs.map(place), outputs: outputs.map(place), end };
}

/** What one program has in memory beside the block. */
export interface ProgramLayout {
  /** Where an expression's row of scratch begins. */
  readonly scratch: ReadonlyMap<Expression, number>;
  readonly tables: ReadonlyMap<ArrayLike<number>, number>;
  /** A row that nothing is kept in. */
  readonly spare: number;
  readonly end: number;
}

/** @param bytesOfLanes - what a place takes where each lane has a row of its own; 0 where a row lies along the lanes. */
export function layOutProgram(
  { rows, width }: Schedule,
  expressions: readonly Expression[],
  start: number,
  bytesOfNumber: number,
  bytesOfLanes: number,
): ProgramLayout {
  let end = align(start);
  const place = (bytes: number): number => {
    const at = end;
    end = align(at + width * bytes + 16);
    return at;
  };
  const tables = new Map<ArrayLike<number>, number>();
  for (const each of expressions)
    if (each.kind === "table" && !tables.has(each.table)) tables.set(each.table, place(bytesOfNumber));
  // Rows of the input are gathered once, if they do not lie along the lanes.
  const gathered = expressions.filter(({ isVector, kind }) => bytesOfLanes > 0 && isVector && kind === "input");
  const bytesOfPlace = bytesOfLanes || bytesOfNumber;
  const scratch = new Map([...rows, ...gathered].map((each) => [each, place(bytesOfPlace)]));
  return { scratch, tables, spare: place(bytesOfPlace), end };
}

const align = (bytes: number): number => Math.ceil(bytes / 16) * 16;
