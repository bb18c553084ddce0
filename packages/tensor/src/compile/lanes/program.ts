import { f32x4, f64x2, inTurn, runParallel, supports, threadSlots, type Block } from "@surprisal/kernels";
import type { CompiledRows, ProgramOptions, RowProgram, RowStep } from "../compiledRows.ts";
import { CompileError } from "../graph.ts";
import { scheduleOf, type TracedInput, type TracedRows } from "../tracedRows.ts";
import { RowArray, typeOf, type NumberArray } from "./arrays.ts";
import { CopiedRows } from "./copiedRows.ts";
import { layOutBlock, type Field } from "./layout.ts";
import { scratch } from "./memory.ts";
import { compileRowModule, type RowTask } from "./rowModule.ts";

/** Below so many places a row, each lane has a row of its own. */
const fewPlaces = 32;
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
  const task = taskOf(traced, options);
  const { isWide, lanes } = task;
  const fields = [...task.inputs, ...task.outputs];
  const block = layOutBlock(lanes, fields);
  const sharedBlock = layOutBlock(lanes, fields, true);
  const scratchStart = Math.max(block.end, 2 * sharedBlock.end);
  const rowsAtOnce = isWide ? 1 : lanes.count;
  /** As many rows for each thread. */
  const grainOf = (rows: number, numbers: number): number => {
    const threads = threadSlots();
    const blocks = threads * Math.ceil((rows * traced.width) / (numbers * threads));
    return Math.ceil(rows / blocks / rowsAtOnce) * rowsAtOnce;
  };
  let module = compileRowModule(task, scheduleOf(traced, true));

  /** Memory for a block of copies and, behind it, for the program on each thread; the tables are in it. */
  const reserve = (): Block => {
    const threads = threadSlots();
    const memory = scratch.reserve(scratchStart + threads * module.bytesOfScratch);
    const view = memory.array(typeOf(lanes));
    for (let thread = 0; thread < threads; thread++)
      for (const [table, start] of module.tables)
        view.set(table, (scratchStart + thread * module.bytesOfScratch + start) / lanes.bytes);
    return memory;
  };
  // Where the memory is not shared, views on it are empty when it has grown: better now than while the program runs.
  reserve();

  const stepOver = (addresses: readonly number[]): RowStep => {
    const memory = reserve();
    const flags = new Flags(memory, scratchStart, module.bytesOfScratch);
    const isDone = (): boolean => {
      if (!flags.isAnySet()) return true;
      module = compileRowModule(task, scheduleOf(traced, true), scheduleOf(traced, false));
      return false;
    };
    const args = [...addresses, memory.offset + scratchStart];
    return { step: { module: module.module, kernel: "rows", args }, isDone };
  };

  const run: CompiledRows = (count, inputs, outputs, first = 0) => {
    const arrays = fields.map((field, k) => {
      const given: NumberArray = k < inputs.length ? inputs[k] : outputs[k - inputs.length];
      return new RowArray(field, given, first, count);
    });
    const inPlace = arrays.filter(
      (array, k) => array.address !== undefined && !isWrittenOver(arrays, k, inputs.length, count),
    );
    // Rows that do not fill the lanes are copied: what the other lanes write must hit nothing.
    const whole = inPlace.length > 0 ? count - (count % rowsAtOnce) : count;
    let memory = reserve();
    /** Some rows, where those arrays lie that are in place, and in blocks of copies of the others. */
    const runRows = (from: number, to: number, isInPlace: (array: RowArray) => boolean): void => {
      const copied = arrays.map((array) => (isInPlace(array) ? undefined : array));
      const isCopied = copied.some((array) => array !== undefined);
      // Copies are this thread's alone: it makes those of the blocks before and behind while the others compute.
      const isShared = isCopied && threadSlots() > 1 && to - from > sharedBlock.rows;
      const layout = isShared ? sharedBlock : block;
      const step = isCopied ? layout.rows : to - from;
      for (let start = from; start < to;) {
        const places = Array.from(
          { length: isShared ? 2 : 1 },
          (_, n) => new CopiedRows(memory, n * layout.end, layout, copied, inputs.length, isWide ? undefined : lanes),
        );
        const given = arrays.map(({ address }) => address ?? 0);
        given.push(memory.offset + scratchStart);
        const flags = new Flags(memory, scratchStart, module.bytesOfScratch);
        const { module: rowsModule } = module;
        const finished = inTurn(Math.ceil((to - start) / step), places.length, {
          stage: (n) => {
            const first = start + n * step;
            const rows = Math.min(step, to - first);
            const place = places[n % places.length] as CopiedRows;
            place.copyIn(first, rows);
            return { place, first, rows };
          },
          run: ({ place, first, rows }, meanwhile) => {
            place.address(given, first);
            const end = first + rows;
            if (!meanwhile && (rows * traced.width < 2 * numbersOfGrain || threadSlots() === 1))
              rowsModule.exports["rows"]?.(...given, first, end, 0);
            else
              runParallel(
                [{ module: rowsModule, kernel: "rows", args: given }],
                { from: first, to: end, grain: grainOf(rows, meanwhile ? numbersOfGrain / 8 : numbersOfGrain) },
                meanwhile,
              );
            return !flags.isAnySet();
          },
          finish: ({ place, first, rows }) => place.copyOut(first, rows),
        });
        start += finished * step;
        if (start >= to) return;
        // Once more, by a program that goes on.
        module = compileRowModule(task, scheduleOf(traced, true), scheduleOf(traced, false));
        memory = reserve();
      }
    };
    runRows(0, whole, (array) => inPlace.includes(array));
    runRows(whole, count, () => false);
  };
  return Object.assign(run, { stepOver });
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

function taskOf(
  { inputs, results, width }: TracedRows,
  { dtype = "float64", deterministic = false }: Pick<ProgramOptions, "dtype" | "deterministic">,
): RowTask {
  const lanes = dtype === "float32" ? f32x4 : f64x2;
  if (dtype === "float32" && width > 2 ** 24)
    throw new CompileError(`rowProgram: width is ${width}, expected at most 2²⁴ in float32`);
  const fieldOf = (form: TracedInput["form"], type: Field["type"] = lanes.type): Field => {
    const size = form === "row" ? width : 1;
    return { size, type, bytes: form === "same" ? 0 : size * (type === "i32" ? 4 : lanes.bytes) };
  };
  const task = {
    lanes,
    deterministic,
    inputs: inputs.map(({ dtype: own, form }) =>
      fieldOf(form, form === "number" && own === "int32" ? "i32" : lanes.type),
    ),
    outputs: results.map(({ isRow }) => fieldOf(isRow ? "row" : "number")),
  };
  const hasRows = [...task.inputs, ...task.outputs].some(({ size }) => size > 1);
  return { ...task, isWide: hasRows && width >= fewPlaces };
}

/** Whether an array is a result that shares memory with another array: it is written when a block has been read. */
const isWrittenOver = (arrays: readonly RowArray[], k: number, inputs: number, count: number): boolean =>
  k >= inputs && arrays.some((other, i) => i !== k && other.overlaps(arrays[k] as RowArray, count));
