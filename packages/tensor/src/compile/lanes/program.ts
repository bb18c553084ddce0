import {
  f32x4,
  f64x2,
  i32,
  kernelMemory,
  kernelMemoryImport,
  ModuleBuilder,
  supports,
  type Block,
  type Lanes,
} from "@surprisal/kernels";
import { collect, type Expression } from "../expression.ts";
import { CompileError } from "../graph.ts";
import type { CompiledRows, FloatArray, ProgramOptions } from "../compiledRows.ts";
import type { Schedule } from "../schedule.ts";
import { scheduleOf, type TracedRows } from "../tracedRows.ts";
import { layOutBlock, layOutProgram, type BlockLayout, type ProgramLayout } from "./layout.ts";
import { scratch } from "./memory.ts";
import { NarrowRows } from "./narrowRows.ts";
import type { RowEmitter } from "./rowEmitter.ts";
import { WideRows } from "./wideRows.ts";

/** Below so many places a row, each lane has a row of its own. */
const fewPlaces = 32;

interface Program {
  readonly layout: ProgramLayout;
  /** With its memory at an address, runs the rows of the block from one to another, up to the first that is not as it was assumed: its number. */
  readonly run: (base: number, from: number, to: number) => number;
}

/**
 * A program in WebAssembly's vectors. Rows are copied into a block of memory that stays in cache, and results out of it.
 *
 * @throws CompileError where the machine or the page has no WebAssembly, or an op has no form in lanes.
 */
export function webAssemblyRows(
  traced: TracedRows,
  { dtype: type = "float64", deterministic = false }: Pick<ProgramOptions, "dtype" | "deterministic"> = {},
): CompiledRows {
  if (!supports.simd) throw new CompileError("rowProgram: there is no WebAssembly with vectors");
  const lanes = type === "float32" ? f32x4 : f64x2;
  if (type === "float32" && traced.width > 2 ** 24)
    throw new CompileError(`rowProgram: width is ${traced.width}, expected at most 2²⁴ in float32`);
  const sizeOf = (isRow: boolean): number => (isRow ? traced.width : 1);
  const block = layOutBlock(
    lanes,
    traced.inputs.map(({ form }) => sizeOf(form === "row")),
    traced.results.map(({ isRow }) => sizeOf(isRow)),
  );
  const hasRows = [...block.inputs, ...block.outputs].some(({ size }) => size > 1);
  const isWide = hasRows && traced.width >= fewPlaces;
  const compile = (mayAssume: boolean, start: number): Program =>
    compileProgram(scheduleOf(traced, mayAssume), block, { hasRows, isWide, deterministic }, start);
  const ordinary = compile(true, block.end);
  let strict: Program | undefined;

  return (count, inputs, outputs, first = 0) => {
    let memory = scratch.reserve((strict ?? ordinary).layout.end);
    let views = viewsOf(lanes, memory);
    putTables(views, lanes, ordinary);
    let isReady = false;
    for (let done = 0; done < count; done += block.rows) {
      const rows = Math.min(block.rows, count - done);
      const load = (): void => {
        for (const [k, { size, start }] of block.inputs.entries()) {
          copyIn(views, start / lanes.bytes, inputs[k] ?? [], (first + done) * size, rows * size);
          if (!isWide) repeatLast(views, start / lanes.bytes, size, rows, lanes.count);
        }
      };
      load();
      for (let row = ordinary.run(memory.offset, 0, rows); row < rows; row = ordinary.run(memory.offset, row, rows)) {
        if (strict === undefined) {
          strict = compile(false, ordinary.layout.end);
          // The memory is larger, and elsewhere: once more from the start.
          memory = scratch.reserve(strict.layout.end);
          views = viewsOf(lanes, memory);
          putTables(views, lanes, ordinary);
          load();
          ordinary.run(memory.offset, 0, rows);
        }
        if (!isReady) putTables(views, lanes, strict);
        isReady = true;
        const next = Math.min(rows, row + (isWide ? 1 : lanes.count));
        strict.run(memory.offset, row, next);
        row = next;
      }
      for (const [k, { size, start }] of block.outputs.entries()) {
        const from = start / lanes.bytes;
        outputs[k]?.set(views.subarray(from, from + rows * size), (first + done) * size);
      }
    }
  };
}

interface Kind {
  readonly hasRows: boolean;
  readonly isWide: boolean;
  readonly deterministic: boolean;
}

function compileProgram(
  schedule: Schedule,
  block: BlockLayout,
  { hasRows, isWide, deterministic }: Kind,
  start: number,
): Program {
  const { lanes } = block;
  const layout = layOutProgram(schedule, expressionsOf(schedule), start, lanes.bytes, isWide ? 0 : 16);
  const module = new ModuleBuilder({ memory: kernelMemoryImport(), relaxed: supports.relaxed && !deterministic });
  const signature = { parameters: ["i32", "i32", "i32"], result: "i32", export: true } as const;
  module.function("rows", signature, (f, base, from, to) => {
    const row = f.local(from);
    f.while(
      () => i32.ltS(row, to),
      () => {
        const emission = { f, module, schedule, block, layout, base };
        const emitter: RowEmitter = isWide
          ? new WideRows(emission, row, false)
          : new NarrowRows(emission, row, !hasRows);
        const isOdd = emitter.emit();
        if (schedule.assumed.length > 0) f.if(isOdd, () => f.return(row));
        f.set(row, i32.add(row, isWide ? 1 : lanes.count));
      },
    );
    f.return(to);
  });
  return { layout, run: instantiate(module) };
}

function instantiate(module: ModuleBuilder): Program["run"] {
  try {
    const { rows } = module.instantiate(kernelMemory());
    if (rows) return rows;
  } catch (cause) {
    // By a page's policy, or because a browser compiles no module of this size at once.
    throw new CompileError("rowProgram: WebAssembly was refused", { cause });
  }
  throw new TypeError("rowProgram: the module exports no rows");
}

/** All that a schedule computes. */
function expressionsOf({ assumed, outputs }: Schedule): readonly Expression[] {
  const patches = outputs.flatMap(({ patch }) => (patch ? [patch.index, patch.value] : []));
  return collect([...outputs.map(({ expression }) => expression), ...patches, ...assumed]);
}

/** The memory as numbers. */
const viewsOf = ({ name }: Lanes, memory: Block): FloatArray =>
  memory.array<FloatArray>(name === "f32x4" ? Float32Array : Float64Array);

function putTables(views: FloatArray, lanes: Lanes, { layout }: Program): void {
  for (const [table, start] of layout.tables) views.set(table, start / lanes.bytes);
}

/** Copies numbers of any array. */
function copyIn(view: FloatArray, to: number, from: ArrayLike<number>, start: number, length: number): void {
  // A view that is an array of numbers is a typed array.
  if (ArrayBuffer.isView(from)) view.set((from as Float64Array).subarray(start, start + length), to);
  else for (let i = 0; i < length; i++) view[to + i] = from[start + i] as number;
}

/** Lanes without a row of their own have the last one: what an earlier program left there may be no row at all, and decide how all lanes are run. */
function repeatLast(view: FloatArray, start: number, size: number, rows: number, lanes: number): void {
  const end = start + rows * size;
  for (let row = rows; row % lanes !== 0; row++) view.copyWithin(start + row * size, end - size, end);
}
