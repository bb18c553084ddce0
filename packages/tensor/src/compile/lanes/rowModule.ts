import { i32, kernelMemoryImport, ModuleBuilder, select, supports, ThreadedModule, v128 } from "@surprisal/kernels";
import type { FunctionBuilder, Local, Value } from "@surprisal/kernels";
import { collect } from "../expression.ts";
import { CompileError } from "../graph.ts";
import { rootsOf, type Schedule } from "../schedule.ts";
import { layOutScratch, type ScratchLayout } from "./layout.ts";
import { LoopedRows } from "./loopedRows.ts";
import type { RowEmitter, Rows } from "./rowEmitter.ts";
import type { RowTask } from "./rowTask.ts";
import { bytesOfKept, stagesOf, vectorsOfChunk, wholeOf, type Stage } from "./stages.ts";
import { canUnroll, UnrolledRows } from "./unrolledRows.ts";
import { WideRows } from "./wideRows.ts";

/** A program for rows, wherever in the kernels' memory they lie. */
export interface RowModule {
  /** What it needs of memory for each thread. At its start is an i32 that is set where the program has met a row that is not as it was assumed. */
  readonly bytesOfScratch: number;
  /** Tables that must stand in the memory of each thread. */
  readonly tables: ReadonlyMap<ArrayLike<number>, number>;
  /** Exports `rows`: (address of each input, of each output, of scratch memory; the first row, the end, the number of the thread). */
  readonly module: ThreadedModule;
}

const bytesOfFlag = 16;

/**
 * Compiles a schedule that may assume something and, where there is one, another for the rows in which that is not so. With one alone the
 * program says so, and its results count for nothing.
 *
 * @throws CompileError where the page has no WebAssembly, or an op has no form in lanes.
 */
export function compileRowModule(task: RowTask, ordinary: Schedule, strict?: Schedule): RowModule {
  const { inputs, isWide, lanes, outputs } = task;
  const layOut = (schedule: Schedule, start: number): ScratchLayout =>
    layOutScratch(schedule, collect(rootsOf(schedule)), start, lanes.bytes, isWide ? 0 : 16);
  const layout = layOut(ordinary, bytesOfFlag);
  // Behind the first one: tables stay.
  const strictLayout = strict && layOut(strict, layout.end);
  const stages = isWide ? [wholeOf(ordinary)] : stagesOf(ordinary);
  const startOfKept = (strictLayout ?? layout).end;
  const starts = new Map(stages.flatMap(({ kept }) => kept).map((each, n) => [each, startOfKept + n * bytesOfKept]));
  const bytesOfScratch = startOfKept + starts.size * bytesOfKept;
  const module = new ModuleBuilder({ memory: kernelMemoryImport(), relaxed: supports.relaxed && !task.deterministic });
  const addresses = [...inputs, ...outputs].map(() => "i32" as const);
  const emitterFor = (f: FunctionBuilder, schedule: Schedule, layoutOfIt: ScratchLayout, given: Given): RowEmitter => {
    const rows = [...inputs, ...outputs].map((field, k): Rows => ({ ...field, address: given.addresses[k] as I32 }));
    const emission = {
      f,
      module,
      lanes,
      schedule,
      inputs: rows.slice(0, inputs.length),
      outputs: rows.slice(inputs.length),
      scratch: given.scratch,
      layout: layoutOfIt,
      next: given.next,
      kept: { address: given.kept ?? given.scratch, starts },
    };
    return isWide
      ? new WideRows(emission, given.row, false)
      : new (canUnroll(schedule) ? UnrolledRows : LoopedRows)(emission, given.row, !isWide);
  };
  const other =
    strict &&
    strictLayout &&
    module.function("otherRow", { parameters: [...addresses, "i32", "i32"] }, (f, ...given) => {
      const [scratch, row] = given.slice(-2) as [I32, I32];
      emitterFor(f, strict, strictLayout, { addresses: given, scratch, row }).emit(wholeOf(strict));
    });
  module.function("rows", { parameters: [...addresses, "i32", "i32", "i32", "i32"], export: true }, (f, ...given) => {
    const [memory, from, to, thread] = given.slice(-4) as [I32, I32, I32, I32];
    const scratch = f.local(i32.add(memory, i32.mul(thread, bytesOfScratch)));
    // 0 times what must be finite, added up: one look at the end is enough.
    const odd = f.local(lanes.splat(0));
    const isOdd = (zero: Value<"v128">): Value<"i32"> => v128.anyTrue(lanes.ne(zero, 0));
    const overRows = (start: I32, end: I32, stage: Stage): void => {
      const row = f.local(start);
      f.while(
        () => i32.ltS(row, end),
        () => {
          const after = f.local(i32.add(row, 1));
          // Of the last row there is no next one.
          const next = isWide ? f.local(select(i32.ltS(after, end), after, row)) : undefined;
          const kept =
            stages.length > 1 ? f.local(i32.add(scratch, i32.mul(i32.sub(row, start), lanes.bytes))) : undefined;
          const finite = emitterFor(f, ordinary, layout, { addresses: given, scratch, row, next, kept }).emit(stage);
          if (finite && other)
            f.if(isOdd(lanes.mul(finite, 0)), () =>
              f.run(other.call(...given.slice(0, addresses.length), scratch, row)),
            );
          else if (finite) f.set(odd, lanes.multiplyAdd(finite, 0, odd));
          f.set(row, i32.add(row, isWide ? 1 : lanes.count));
        },
      );
    };
    const runStages = (start: I32, end: I32): void => {
      for (const stage of stages) overRows(start, end, stage);
    };
    if (stages.length === 1) runStages(from, to);
    else {
      const rowsOfChunk = vectorsOfChunk * lanes.count;
      f.for(from, to, rowsOfChunk, (start) => {
        const end = f.local(i32.add(start, rowsOfChunk));
        f.set(end, select(i32.ltS(end, to), end, to));
        runStages(start, end);
      });
    }
    if (ordinary.assumed.length > 0 && !other) f.if(isOdd(odd), () => f.store(scratch, i32.const(1)));
  });
  return {
    bytesOfScratch,
    tables: new Map([...layout.tables, ...(strictLayout?.tables ?? [])]),
    module: build(module),
  };
}

type I32 = Local<"i32">;

interface Given {
  readonly addresses: readonly I32[];
  readonly scratch: I32;
  readonly row: I32;
  readonly next?: I32 | undefined;
  readonly kept?: I32 | undefined;
}

function build(module: ModuleBuilder): ThreadedModule {
  try {
    return new ThreadedModule(module.bytes());
  } catch (cause) {
    // By a page's policy, or because a browser compiles no module of this size at once.
    throw new CompileError("rowProgram: WebAssembly was refused", { cause });
  }
}
