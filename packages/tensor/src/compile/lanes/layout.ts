import type { Lanes } from "@surprisal/kernels";
import type { Expression } from "../expression.ts";
import type { Schedule } from "../schedule.ts";

/** An array that a program reads or writes: rows of numbers, or one number a row. */
export interface Field {
  /** How many numbers a row has. */
  readonly size: number;
  /** Of its numbers: that of the lanes, or i32 for an index a row. */
  readonly type: "f32" | "f64" | "i32";
  /** How many bytes a row has; 0 where all rows have the same number, which stands there once for each lane. */
  readonly bytes: number;
}

export const isInput = <E extends Expression>(each: E): each is E & { readonly kind: "input" } => each.kind === "input";

/** Where the arrays of a block lie one behind the other, in bytes from its start: what is copied is. */
export interface BlockLayout {
  /** How many rows a block holds: a multiple of the lanes. */
  readonly rows: number;
  readonly starts: readonly number[];
  readonly end: number;
}

/** As much as stays in the second cache, and no less: each block has its cost. */
const bytesOfBlock = 262_144;

/** Threads that share a block have each as much, and their join costs more. */
const bytesOfSharedBlock = 524_288;

export function layOutBlock(lanes: Lanes, fields: readonly Field[], isShared = false): BlockLayout {
  const bytesOfRow = fields.reduce((sum, { bytes }) => sum + bytes, 0);
  const fitting = (isShared ? bytesOfSharedBlock : bytesOfBlock) / bytesOfRow;
  const rows = Math.max(1, Math.floor(fitting / lanes.count)) * lanes.count;
  let end = 0;
  const starts = fields.map(({ bytes }) => {
    const start = end;
    // Behind the last row as much as a vector reaches.
    end = align(start + bytes * rows + 16);
    return start;
  });
  return { rows, starts, end };
}

/** What a program needs of memory, for each thread, in bytes from its start. */
export interface ScratchLayout {
  /** Where an expression's row of scratch begins. */
  readonly rows: ReadonlyMap<Expression, number>;
  readonly tables: ReadonlyMap<ArrayLike<number>, number>;
  /** A row that nothing is kept in. */
  readonly spare: number;
  readonly end: number;
}

/**
 * @param start - how many bytes are taken already.
 * @param bytesOfLanes - what a place takes where each lane has a row of its own; 0 where a row lies along the lanes.
 */
export function layOutScratch(
  { rows, width }: Schedule,
  expressions: readonly Expression[],
  start: number,
  bytesOfNumber: number,
  bytesOfLanes: number,
): ScratchLayout {
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
  const gathered = expressions.filter((each) => bytesOfLanes > 0 && each.isVector && isInput(each));
  const bytesOfPlace = bytesOfLanes || bytesOfNumber;
  const places = new Map([...rows, ...gathered].map((each) => [each, place(bytesOfPlace)]));
  return { rows: places, tables, spare: place(bytesOfPlace), end };
}

const align = (bytes: number): number => Math.ceil(bytes / 64) * 64;
