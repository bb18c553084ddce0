import {
  i32,
  v128,
  type FunctionBuilder,
  type Lanes,
  type Local,
  type ModuleBuilder,
  type Value,
} from "@surprisal/kernels";
import type { Expression } from "../expression.ts";
import type { Phase, Schedule } from "../schedule.ts";
import type { BlockLayout, ProgramLayout } from "./layout.ts";
import { LaneWriter } from "./laneWriter.ts";

/** What a program is written of, and into. */
export interface Emission {
  readonly f: FunctionBuilder;
  readonly module: ModuleBuilder;
  readonly schedule: Schedule;
  readonly block: BlockLayout;
  readonly layout: ProgramLayout;
  /** The address that layouts are counted from. */
  readonly base: Local<"i32">;
}

/** What the two ways to lay rows into lanes share: numbers of the row, phases, results, and the check of what was assumed. */
export abstract class RowEmitter {
  protected readonly f: FunctionBuilder;
  protected readonly lanes: Lanes;
  protected readonly schedule: Schedule;
  protected readonly block: BlockLayout;
  protected readonly layout: ProgramLayout;
  protected readonly base: Local<"i32">;
  /** Numbers of the row. */
  protected readonly numbers: LaneWriter;
  /** The row, or the first of them. */
  protected readonly row: Local<"i32">;

  constructor({ base, block, f, layout, module, schedule }: Emission, row: Local<"i32">, inline: boolean) {
    this.f = f;
    this.lanes = block.lanes;
    this.schedule = schedule;
    this.block = block;
    this.layout = layout;
    this.base = base;
    this.row = row;
    this.numbers = new LaneWriter({ f, lanes: block.lanes, module, inline });
  }

  /** Writes the code for one row, or for a row a lane; the value is 1 where something was not as assumed. */
  emit(): Value<"i32"> {
    const { assumed, outputs, phases, scalars } = this.schedule;
    for (const phase of phases) {
      this.emitScalars(phase.scalars);
      this.emitPhase(phase);
    }
    this.emitScalars(scalars);
    for (const [k, { expression, isRow, patch }] of outputs.entries()) {
      if (!expression.isVector) {
        if (isRow) this.fill(k, expression);
        else this.storeNumber(k, expression);
      }
      if (patch) this.patch(k, patch.index, patch.value);
    }
    const [first, ...rest] = assumed.map((each) => this.numbers.value(each));
    if (first === undefined) return i32.const(0);
    const sum = rest.reduce<Value<"v128">>((total, each) => this.lanes.add(total, each), first);
    return v128.anyTrue(this.lanes.ne(this.lanes.mul(sum, 0), 0));
  }

  protected emitScalars(scalars: readonly Expression[]): void {
    for (const each of scalars) {
      if (each.kind === "call") this.numbers.call(each);
      else this.numbers.set(each, this.loadNumber(each));
    }
  }

  /** The address of a number: of this row, by an index; each place takes `bytes`. */
  protected at(start: number, index: Value<"i32">, bytes: number): Value<"i32"> {
    return i32.add(i32.add(this.base, i32.mul(index, bytes)), start);
  }

  protected scratchOf(each: Expression): number {
    return known(this.layout.scratch.get(each), each.kind);
  }

  protected tableOf(each: Expression & { kind: "table" }): number {
    return known(this.layout.tables.get(each.table), each.kind);
  }

  protected inputOf(input: number): number {
    return known(this.block.inputs[input]?.start, "input");
  }

  protected outputOf(output: number): number {
    return known(this.block.outputs[output]?.start, "output");
  }

  /** A number of the row that is no call: an input, an element of a table or of a vector. */
  protected abstract loadNumber(each: Expression): Value<"v128">;
  protected abstract emitPhase(phase: Phase): void;
  protected abstract storeNumber(output: number, value: Expression): void;
  /** The same number at all places of a row. */
  protected abstract fill(output: number, value: Expression): void;
  protected abstract patch(output: number, index: Expression, value: Expression): void;
}

function known<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new TypeError(`rowProgram: ${what} has no place in memory`);
  return value;
}
