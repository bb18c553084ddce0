import { f32x4, f64x2, runParallel, supports, threadSlots, type Block } from "@surprisal/kernels";
import type { CompiledRows, ProgramOptions, RowProgram, RowStep } from "../compiledRows.ts";
import { CompileError } from "../graph.ts";
import { scheduleOf, type TracedInput, type TracedRows } from "../tracedRows.ts";
import { repeatLast, RowArray, typeOf, type NumberArray, type View } from "./arrays.ts";
import { layOutBlock, type BlockLayout, type Field } from "./layout.ts";
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
  const rowsAtOnce = isWide ? 1 : lanes.count;
  /** As many rows for each thread. */
  const grainOf = (rows: number): number => {
    const threads = threadSlots();
    const blocks = threads * Math.ceil((rows * traced.width) / (numbersOfGrain * threads));
    return Math.ceil(rows / blocks / rowsAtOnce) * rowsAtOnce;
  };
  let module = compileRowModule(task, scheduleOf(traced, true));

  /** Memory for a block of copies and, behind it, for the program on each thread; the tables are in it. */
  const reserve = (): Block => {
    const threads = threadSlots();
    const memory = scratch.reserve(block.end + threads * module.bytesOfScratch);
    const view = memory.array(typeOf(lanes));
    for (let thread = 0; thread < threads; thread++)
      for (const [table, start] of module.tables)
        view.set(table, (block.end + thread * module.bytesOfScratch + start) / lanes.bytes);
    return memory;
  };
  // Where the memory is not shared, views on it are empty when it has grown: better now than while the program runs.
  reserve();

  const stepOver = (addresses: readonly number[]): RowStep => {
    const memory = reserve();
    const flags = new Flags(memory, block.end, module.bytesOfScratch);
    const isDone = (): boolean => {
      if (!flags.isAnySet()) return true;
      module = compileRowModule(task, scheduleOf(traced, true), scheduleOf(traced, false));
      return false;
    };
    const args = [...addresses, memory.offset + block.end];
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
      const isCopied = arrays.map((array) => !isInPlace(array));
      const step = isCopied.includes(true) ? block.rows : to - from;
      for (let done = from; done < to;) {
        const copies = copiesIn(memory, arrays, block, isCopied);
        const [copiedIn, copiedOut] = [
          copies.filter(({ k }) => k < inputs.length),
          copies.filter(({ k }) => k >= inputs.length),
        ];
        const given = arrays.map(({ address }) => address ?? 0);
        given.push(memory.offset + block.end, 0, 0, 0);
        const flags = new Flags(memory, block.end, module.bytesOfScratch);
        while (done < to) {
          const end = Math.min(done + step, to);
          for (const copy of copiedIn) {
            copy.array.copyIn(copy.view, copy.at, done, end - done);
            if (!isWide && copy.array.field.bytes > 0)
              repeatLast(copy.view, copy.at, copy.array.field.size, end - done, lanes);
          }
          // Counted from row 0, wherever that would be.
          for (const { address, array, k } of copies) given[k] = address - done * array.field.bytes;
          given[fields.length + 1] = done;
          given[fields.length + 2] = end;
          if ((end - done) * traced.width < 2 * numbersOfGrain || threadSlots() === 1)
            module.module.exports["rows"]?.(...given);
          else {
            const args = given.slice(0, -3);
            runParallel([{ module: module.module, kernel: "rows", args }], {
              from: done,
              to: end,
              grain: grainOf(end - done),
            });
          }
          if (flags.isAnySet()) break;
          for (const { array, at, view } of copiedOut) array.copyOut(view, at, done, end - done);
          done = end;
        }
        if (done >= to) return;
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

/** An array of which rows are copied: its place among all, and that of its copies. */
interface Copy {
  readonly k: number;
  readonly array: RowArray;
  readonly address: number;
  readonly view: View;
  /** Where in the view its first number is. */
  readonly at: number;
}

function copiesIn(
  memory: Block,
  arrays: readonly RowArray[],
  { starts }: BlockLayout,
  isCopied: readonly boolean[],
): Copy[] {
  return arrays.flatMap((array, k) => {
    if (isCopied[k] !== true) return [];
    const start = starts[k] as number;
    const view = memory.array(typeOf(array.field));
    return [{ k, array, address: memory.offset + start, view, at: start / view.BYTES_PER_ELEMENT }];
  });
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
