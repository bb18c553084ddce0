import { blockLoopOf } from "./blockLoops.ts";
import {
  argmaxRows,
  cumsumRows,
  expand,
  maxRows,
  patchRows,
  pickRows,
  placeInRows,
  restRows,
  sumOthersOfRows,
  sumRows,
  sumRowsExcept,
} from "./blockRows.ts";
import { collect, partsOf, type Expression } from "./expression.ts";
import type { CompiledRows, FloatArray } from "./compiledRows.ts";
import { rootsOf, type RowOutput, type Schedule } from "./schedule.ts";

/** Few enough for what is alive of a block to stay in cache, enough for a step to cost nothing beside its loop. */
const elementsOfBlock = 1024;

/** Some rows that are run at once. */
interface Block {
  readonly start: number;
  readonly rows: number;
  readonly inputs: readonly ArrayLike<number>[];
  readonly outputs: readonly FloatArray[];
}

/** One loop over a block, bound to scratch memory. */
type Loop = (block: Block) => void;

/**
 * A program without code generation, for pages that forbid it: many rows at once, and each expression one loop over them, from scratch
 * memory to scratch memory. Sums run in the order of the printed JavaScript, so that the numbers are the same.
 *
 * @param otherwise - the program for rows in which something is not as the schedule assumes, if it assumes anything.
 */
export function interpretRows(schedule: Schedule, otherwise?: CompiledRows): CompiledRows {
  const { outputs, width } = schedule;
  const all = collect(rootsOf(schedule));
  const isElementwise = !outputs.some(({ isRow }) => isRow) && !all.some(({ isVector }) => isVector);
  const extent = isElementwise ? 1 : width;
  const rowsOfBlock = Math.max(1, Math.floor(elementsOfBlock / extent));
  const loops = new Plan(extent, rowsOfBlock, all, schedule).loops(otherwise);
  return (count, inputs, results, first = 0) => {
    for (let start = first; start < first + count; start += rowsOfBlock) {
      const block = { start, rows: Math.min(rowsOfBlock, first + count - start), inputs, outputs: results };
      for (const loop of loops) loop(block);
    }
  };
}

/** Lays expressions out in scratch memory, which is used again once nothing needs what it holds. */
class Plan {
  readonly #width: number;
  readonly #rows: number;
  readonly #all: readonly Expression[];
  readonly #schedule: Schedule;
  readonly #loops: Loop[] = [];
  /** How often a value is still to be read. */
  readonly #uses = new Map<number, number>();
  readonly #values = new Map<number, Float64Array>();
  /** Numbers of a row, at each place of it. */
  readonly #expanded = new Map<number, Float64Array>();
  readonly #spareVectors: Float64Array[] = [];
  readonly #spareNumbers: Float64Array[] = [];

  constructor(width: number, rows: number, all: readonly Expression[], schedule: Schedule) {
    this.#width = width;
    this.#rows = rows;
    this.#all = all;
    this.#schedule = schedule;
    for (const { id } of [...all.flatMap(partsOf), ...rootsOf(schedule)])
      this.#uses.set(id, (this.#uses.get(id) ?? 0) + 1);
  }

  loops(otherwise?: CompiledRows): readonly Loop[] {
    const { assumed, outputs } = this.#schedule;
    for (const each of this.#all) {
      if (isShared(each)) this.#values.set(each.id, this.#constant(each));
      else {
        const out = this.#take(each.isVector);
        this.#loops.push(this.#loopOf(each, out));
        this.#values.set(each.id, out);
        for (const part of partsOf(each)) this.#release(part);
      }
      for (const [k, output] of outputs.entries()) if (output.expression === each) this.#store(k, output);
    }
    for (const [k, { patch }] of outputs.entries()) if (patch) this.#patch(k, patch);
    if (assumed.length > 0) this.#check(assumed, otherwise);
    return this.#loops;
  }

  #constant(each: Shared): Float64Array {
    const at = (place: number): number => {
      if (each.kind === "number") return each.value;
      return each.kind === "place" ? place : (each.table[place] ?? Number.NaN);
    };
    return Float64Array.from({ length: this.#rows * this.#width }, (_, i) => at(i % this.#width));
  }

  #loopOf(each: Expression, out: Float64Array): Loop {
    const width = this.#width;
    const numbers = (part: Expression): Float64Array => this.#operand(part, false);
    const vector = (part: Expression): Float64Array => this.#operand(part, true);
    switch (each.kind) {
      case "input": {
        const size = each.isVector ? width : 1;
        return ({ inputs, rows, start }) => load(inputs[each.input] ?? [], start * size, rows * size, out);
      }
      case "call":
        return this.#call(each, out);
      case "table": {
        const [table, indices] = [Float64Array.from(each.table), numbers(each.index as Expression)];
        return ({ rows }) => {
          for (let row = 0; row < rows; row++) out[row] = table[indices[row] as number] as number;
        };
      }
      case "at": {
        const [x, indices] = [vector(each.vector), numbers(each.index)];
        return ({ rows }) => pickRows(rows, width, out, x, indices);
      }
      case "oneHot": {
        const [x, indices] = [numbers(each.value), numbers(each.index)];
        return ({ rows }) => placeInRows(rows, width, out, x, indices);
      }
      case "sumExcept": {
        const [x, indices] = [vector(each.vector), numbers(each.index)];
        return ({ rows }) => sumRowsExcept(rows, width, out, x, indices);
      }
      case "sum": {
        const x = vector(each.vector);
        return ({ rows }) => sumRows(rows, width, out, x);
      }
      case "max": {
        const x = vector(each.vector);
        return ({ rows }) => maxRows(rows, width, out, x);
      }
      case "rest": {
        const x = vector(each.vector);
        return ({ rows }) => restRows(rows, width, out, x);
      }
      case "argmax": {
        const x = vector(each.vector);
        return ({ rows }) => argmaxRows(rows, width, out, x);
      }
      case "sumOthers": {
        const x = vector(each.vector);
        return ({ rows }) => sumOthersOfRows(rows, width, out, x);
      }
      case "cumsum": {
        const x = vector(each.vector);
        return ({ rows }) => cumsumRows(rows, width, out, x, each);
      }
      default:
        throw new TypeError(`rowProgram: ${each.kind} is no loop`);
    }
  }

  #call({ builtin, f, inputs, isVector }: Expression & { kind: "call" }, out: Float64Array): Loop {
    const loop = blockLoopOf(builtin, f);
    const size = isVector ? this.#width : 1;
    // A loop reads no more operands than its op has.
    const [a = out, b = out, c = out] = inputs.map((input) => this.#operand(input, isVector));
    return ({ rows }) => loop(rows * size, out, a, b, c);
  }

  /** Where a value is, as a vector or as one number a row. */
  #operand(each: Expression, isVector: boolean): Float64Array {
    const value = this.#values.get(each.id);
    if (value === undefined) throw new TypeError(`rowProgram: ${each.kind} is asked before its loop`);
    if (each.isVector === isVector || each.kind === "number") return value;
    const known = this.#expanded.get(each.id);
    if (known) return known;
    const made = this.#take(true);
    this.#loops.push(({ rows }) => expand(rows, this.#width, made, value));
    this.#expanded.set(each.id, made);
    return made;
  }

  #store(output: number, { expression, isRow }: RowOutput): void {
    const isVector = isRow || expression.isVector;
    const value = this.#operand(expression, isVector);
    const size = isVector ? this.#width : 1;
    this.#loops.push(({ outputs, rows, start }) => outputs[output]?.set(value.subarray(0, rows * size), start * size));
    this.#release(expression);
  }

  #patch(output: number, { index, value }: NonNullable<RowOutput["patch"]>): void {
    const [numbers, indices] = [this.#operand(value, false), this.#operand(index, false)];
    const width = this.#width;
    this.#loops.push(({ outputs, rows, start }) => {
      const out = outputs[output];
      if (out) patchRows(rows, width, out.subarray(start * width), numbers, indices);
    });
  }

  #check(assumed: readonly Expression[], otherwise: CompiledRows | undefined): void {
    if (otherwise === undefined) throw new TypeError("rowProgram: something is assumed");
    const values = assumed.map((each) => this.#operand(each, false));
    this.#loops.push(({ inputs, outputs, rows, start }) => {
      for (let row = 0; row < rows; row++) {
        let sum = 0;
        for (const value of values) sum += value[row] as number;
        if (!Number.isFinite(sum)) otherwise(1, inputs, outputs, start + row);
      }
    });
  }

  #take(isVector: boolean): Float64Array {
    if (isVector) return this.#spareVectors.pop() ?? new Float64Array(this.#rows * this.#width);
    return this.#spareNumbers.pop() ?? new Float64Array(this.#rows);
  }

  #release(each: Expression): void {
    const uses = (this.#uses.get(each.id) ?? 0) - 1;
    this.#uses.set(each.id, uses);
    if (uses > 0 || isShared(each)) return;
    const value = this.#values.get(each.id);
    if (value) (each.isVector ? this.#spareVectors : this.#spareNumbers).push(value);
    const expanded = this.#expanded.get(each.id);
    if (expanded) this.#spareVectors.push(expanded);
  }
}

/** What is the same for all rows: written once, before any. */
type Shared = Expression & { readonly kind: "number" | "place" | "table" };
const isShared = (each: Expression): each is Shared =>
  each.kind === "number" || each.kind === "place" || (each.kind === "table" && !each.index);

/** Copies numbers of any array to scratch memory. */
function load(from: ArrayLike<number>, start: number, n: number, out: Float64Array): void {
  if (ArrayBuffer.isView(from)) {
    // A view that is an array of numbers is a typed array.
    out.set((from as Float64Array).subarray(start, start + n));
    return;
  }
  for (let i = 0; i < n; i++) out[i] = from[start + i] as number;
}
