import { inTurn, runParallel, supports, threadSlots, type Block } from "@surprisal/kernels";
import type { CompiledRows, ProgramOptions, RowProgram, RowStep } from "../compiledRows.ts";
import { CompileError } from "../graph.ts";
import { scheduleOf, type TracedRows } from "../tracedRows.ts";
import { RowArray, typeOf, type NumberArray } from "./arrays.ts";
import { CopiedRows } from "./copiedRows.ts";
import { layOutBlock, type BlockLayout, type Field } from "./layout.ts";
import { scratch } from "./memory.ts";
import { compileRowModule, type RowModule } from "./rowModule.ts";
import { taskOf, type RowTask } from "./rowTask.ts";

/** Of so many numbers at most is a block for one thread: some 20 µs of work. */
const numbersOfGrain = 32_768;

/**
 * A program in WebAssembly's vectors. Rows are read and written where they are, if that is the kernels' memory; else they are copied into a
 * block of it that stays in cache, and results out of it.
 *
 * @throws CompileError where the machine or the page has no WebAssembly, or an op has no form in lanes.
 */
export function webAssemblyRows(
  traced: TracedRows,
  options: Pick<ProgramOptions, "dtype" | "deterministic"> = {},
): CompiledRows & Pick<RowProgram, "stepOver"> {
  if (!supports.simd) throw new CompileError("rowProgram: there is no WebAssembly with vectors");
  const program = new LaneProgram(traced, taskOf(traced, options));
  const run: CompiledRows = (count, inputs, outputs, first = 0) => program.run(count, inputs, outputs, first);
  return Object.assign(run, { stepOver: (addresses: readonly number[]): RowStep => program.stepOver(addresses) });
}

class LaneProgram {
  readonly #traced: TracedRows;
  readonly #task: RowTask;
  readonly #fields: readonly Field[];
  readonly #block: BlockLayout;
  readonly #sharedBlock: BlockLayout;
  /** Behind the blocks of copies: where the first thread's own memory begins. */
  readonly #scratchStart: number;
  readonly #rowsAtOnce: number;
  #module: RowModule;

  constructor(traced: TracedRows, task: RowTask) {
    const { inputs, isWide, lanes, outputs } = task;
    this.#traced = traced;
    this.#task = task;
    this.#fields = [...inputs, ...outputs];
    this.#block = layOutBlock(lanes, this.#fields);
    this.#sharedBlock = layOutBlock(lanes, this.#fields, true);
    this.#scratchStart = Math.max(this.#block.end, 2 * this.#sharedBlock.end);
    this.#rowsAtOnce = isWide ? 1 : lanes.count;
    this.#module = compileRowModule(task, scheduleOf(traced, true));
    // Where the memory is not shared, views on it are empty when it has grown: better now than while the program runs.
    this.#reserve();
  }

  /** Memory for a block of copies and, behind it, for the program on each thread; the tables are in it. */
  #reserve(): Block {
    const { bytesOfScratch, tables } = this.#module;
    const { lanes } = this.#task;
    const threads = threadSlots();
    const memory = scratch.reserve(this.#scratchStart + threads * bytesOfScratch);
    const view = memory.array(typeOf(lanes));
    for (let thread = 0; thread < threads; thread++)
      for (const [table, start] of tables)
        view.set(table, (this.#scratchStart + thread * bytesOfScratch + start) / lanes.bytes);
    return memory;
  }

  #flagsIn(memory: Block): Flags {
    return new Flags(memory, this.#scratchStart, this.#module.bytesOfScratch);
  }

  /** From now on a program that does not stop where rows are not as they were assumed. */
  #goOn(): void {
    this.#module = compileRowModule(this.#task, scheduleOf(this.#traced, true), scheduleOf(this.#traced, false));
  }

  stepOver(addresses: readonly number[]): RowStep {
    const memory = this.#reserve();
    const flags = this.#flagsIn(memory);
    const isDone = (): boolean => {
      if (!flags.isAnySet()) return true;
      this.#goOn();
      return false;
    };
    const args = [...addresses, memory.offset + this.#scratchStart];
    return { step: { module: this.#module.module, kernel: "rows", args }, isDone };
  }

  run(...[count, inputs, outputs, first = 0]: Parameters<CompiledRows>): void {
    const arrays = this.#fields.map((field, k) => {
      const given: NumberArray = k < inputs.length ? inputs[k] : outputs[k - inputs.length];
      return new RowArray(field, given, first, count);
    });
    const copied = arrays.map((array, k) =>
      array.address === undefined || isWrittenOver(arrays, k, inputs.length, count) ? array : undefined,
    );
    // Rows that do not fill the lanes are copied: what the other lanes write must hit nothing.
    const whole = copied.includes(undefined) ? count - (count % this.#rowsAtOnce) : count;
    this.#runRows(0, whole, { arrays, copied, inputs: inputs.length });
    this.#runRows(whole, count, { arrays, copied: arrays, inputs: inputs.length });
  }

  /** Some rows, where those arrays lie that are in place, and in blocks of copies of the others. */
  #runRows(from: number, to: number, given: GivenRows): void {
    for (let start = from; start < to;) {
      start = this.#runPieces(start, to, given);
      if (start < to) this.#goOn();
    }
  }

  /** As far as rows are as they were assumed: up to where. */
  #runPieces(from: number, to: number, { arrays, copied, inputs }: GivenRows): number {
    const memory = this.#reserve();
    const isCopied = copied.some((array) => array !== undefined);
    // Copies are this thread's alone: it makes those of the blocks before and behind while the others compute.
    const isShared = isCopied && threadSlots() > 1 && to - from > this.#sharedBlock.rows;
    const layout = isShared ? this.#sharedBlock : this.#block;
    const step = isCopied ? layout.rows : to - from;
    const lanes = this.#task.isWide ? undefined : this.#task.lanes;
    const places = Array.from(
      { length: isShared ? 2 : 1 },
      (_, n) => new CopiedRows(memory, n * layout.end, layout, copied, inputs, lanes),
    );
    const addresses = arrays.map(({ address }) => address ?? 0);
    addresses.push(memory.offset + this.#scratchStart);
    const flags = this.#flagsIn(memory);
    const finished = inTurn(Math.ceil((to - from) / step), places.length, {
      stage: (n) => {
        const first = from + n * step;
        const rows = Math.min(step, to - first);
        const place = places[n % places.length] as CopiedRows;
        place.copyIn(first, rows);
        return { place, first, rows };
      },
      run: ({ place, first, rows }, meanwhile) => {
        place.address(addresses, first);
        this.#call(addresses, first, rows, meanwhile);
        return !flags.isAnySet();
      },
      finish: ({ place, first, rows }) => place.copyOut(first, rows),
    });
    return from + finished * step;
  }

  /** One call here, or blocks for all threads. */
  #call(addresses: readonly number[], first: number, rows: number, meanwhile?: () => void): void {
    const { module } = this.#module;
    const end = first + rows;
    if (!meanwhile && (rows * this.#traced.width < 2 * numbersOfGrain || threadSlots() === 1))
      module.exports["rows"]?.(...addresses, first, end, 0);
    else
      runParallel(
        [{ module, kernel: "rows", args: addresses }],
        { from: first, to: end, grain: this.#grainOf(rows, meanwhile ? numbersOfGrain / 8 : numbersOfGrain) },
        meanwhile,
      );
  }

  /** As many rows for each thread. */
  #grainOf(rows: number, numbers: number): number {
    const threads = threadSlots();
    const blocks = threads * Math.ceil((rows * this.#traced.width) / (numbers * threads));
    return Math.ceil(rows / blocks / this.#rowsAtOnce) * this.#rowsAtOnce;
  }
}

/** The arrays of a run, and those among them that are copied; the inputs stand first. */
interface GivenRows {
  readonly arrays: readonly RowArray[];
  readonly copied: readonly (RowArray | undefined)[];
  readonly inputs: number;
}

/** What programs say of rows that are not as they were assumed, each thread by itself. */
class Flags {
  readonly #flags: readonly Int32Array[];

  constructor(memory: Block, start: number, bytesOfScratch: number) {
    const all = memory.array(Int32Array);
    this.#flags = Array.from({ length: threadSlots() }, (_, thread) => {
      const at = (start + thread * bytesOfScratch) / 4;
      return all.subarray(at, at + 1);
    });
    for (const flag of this.#flags) flag[0] = 0;
  }

  isAnySet(): boolean {
    return this.#flags.some(([flag]) => flag !== 0);
  }
}

/** Whether an array is a result that shares memory with another array: it is written when a block has been read. */
const isWrittenOver = (arrays: readonly RowArray[], k: number, inputs: number, count: number): boolean =>
  k >= inputs && arrays.some((other, i) => i !== k && other.overlaps(arrays[k] as RowArray, count));
