import {
  i32,
  select,
  type FunctionBuilder,
  type Lanes,
  type Local,
  type ModuleBuilder,
  type Value,
} from "@surprisal/kernels";
import type { Expression } from "../expression.ts";
import type { Phase, Schedule } from "../schedule.ts";
import type { Field, ScratchLayout } from "./layout.ts";
import { LaneWriter } from "./laneWriter.ts";
import type { Stage } from "./stages.ts";

/** An array in memory: what it holds, and where its first row begins. */
export interface Rows extends Field {
  readonly address: Local<"i32">;
}

/** What a program is written of, and into. */
export interface Emission {
  readonly f: FunctionBuilder;
  readonly module: ModuleBuilder;
  readonly lanes: Lanes;
  readonly schedule: Schedule;
  readonly inputs: readonly Rows[];
  readonly outputs: readonly Rows[];
  /** Where the program's own memory begins, and what lies in it. */
  readonly scratch: Local<"i32">;
  readonly layout: ScratchLayout;
  /** The row that comes next, where it is worth its while to fetch it early. */
  readonly next?: Local<"i32"> | undefined;
  readonly kept: KeptNumbers;
}

/** Where stages keep numbers of the rows: how many bytes behind an address. */
export interface KeptNumbers {
  readonly address: Local<"i32">;
  readonly starts: ReadonlyMap<Expression, number>;
}

/** An array, and where in it the row begins that is computed. */
export interface Row extends Field {
  readonly start: Local<"i32">;
}

/** What the two ways to lay rows into lanes share: numbers of the row, phases, results, and the check of what was assumed. */
export abstract class RowEmitter {
  protected readonly f: FunctionBuilder;
  protected readonly lanes: Lanes;
  protected readonly schedule: Schedule;
  protected readonly layout: ScratchLayout;
  protected readonly scratch: Local<"i32">;
  protected readonly inputs: readonly Row[];
  protected readonly outputs: readonly Row[];
  /** Where the next row of each input of rows begins, if that is to be fetched. */
  protected readonly ahead: readonly Local<"i32">[];
  /** Numbers of the row. */
  protected readonly numbers: LaneWriter;
  readonly #kept: KeptNumbers;
  readonly #indices = new Map<Expression, readonly Local<"i32">[]>();

  /** @param row - its number, or that of the first of them. */
  constructor(emission: Emission, row: Local<"i32">, inline: boolean) {
    const { f, inputs, kept, lanes, layout, module, next, outputs, schedule, scratch } = emission;
    const rowOf = ({ address, ...field }: Rows): Row => ({
      ...field,
      start: f.local(i32.add(address, i32.mul(row, field.bytes))),
    });
    this.f = f;
    this.lanes = lanes;
    this.schedule = schedule;
    this.layout = layout;
    this.scratch = scratch;
    this.#kept = kept;
    this.inputs = inputs.map(rowOf);
    this.outputs = outputs.map(rowOf);
    this.ahead = inputs.flatMap(({ address, bytes, size }) =>
      next && size > 1 ? [f.local(i32.add(address, i32.mul(next, bytes)))] : [],
    );
    this.numbers = new LaneWriter({ f, lanes, module, inline });
  }

  /** Writes the code of a stage for one row, or for a row a lane. The value, if something is assumed, is finite where it was so; the last stage gives one. */
  emit({ recalled, phases, scalars, kept }: Stage): Value<"v128"> | undefined {
    const { address, starts } = this.#kept;
    for (const each of recalled) this.numbers.set(each, this.lanes.load(address, starts.get(each)));
    for (const phase of phases) {
      this.emitScalars(phase.scalars);
      this.emitPhase(phase);
    }
    this.emitScalars(scalars);
    for (const each of kept) this.f.store(address, this.numbers.value(each), starts.get(each));
    return kept.length > 0 ? undefined : this.#emitResults();
  }

  #emitResults(): Value<"v128"> | undefined {
    const { assumed, outputs } = this.schedule;
    for (const [k, { expression, isRow, patch }] of outputs.entries()) {
      const row = this.outputs[k] as Row;
      if (!expression.isVector) {
        if (isRow) this.fill(row, expression);
        else this.storeNumber(row, expression);
      }
      if (patch) this.patch(row, patch.index, patch.value);
    }
    const [first, ...rest] = assumed.map((each) => this.numbers.value(each));
    return first && rest.reduce<Value<"v128">>((sum, each) => this.lanes.add(sum, each), first);
  }

  protected emitScalars(scalars: readonly Expression[]): void {
    for (const each of scalars) {
      if (each.kind === "call") this.numbers.call(each);
      else this.numbers.set(each, this.loadNumber(each));
    }
  }

  /** The place in a row that a number says, for each row. One that is none becomes the first: nothing is read or written beside the row. */
  protected indicesOf(each: Expression | undefined): readonly Local<"i32">[] {
    if (each === undefined) throw new TypeError("rowProgram: a number of a table has no index");
    const known = this.#indices.get(each);
    if (known) return known;
    const input = each.kind === "input" ? this.inputs[each.input] : undefined;
    const places = Array.from({ length: this.rowsAtOnce }, (_, lane) => {
      const place = this.f.local(
        input?.type === "i32"
          ? i32.load(input.start, 4 * lane)
          : i32.truncSat(this.lanes.extract(this.numbers.value(each), lane)),
      );
      this.f.set(place, select(i32.ltU(place, this.schedule.width), place, i32.const(0)));
      return place;
    });
    this.#indices.set(each, places);
    return places;
  }

  protected inputOf(input: number): Row {
    return known(this.inputs[input], "input");
  }

  protected scratchOf(each: Expression): number {
    return known(this.layout.rows.get(each), each.kind);
  }

  protected tableOf(each: Expression & { kind: "table" }): number {
    return known(this.layout.tables.get(each.table), each.kind);
  }

  /** The address of a number of a table. */
  protected inTable(each: Expression & { kind: "table" }, index: Value<"i32">): Value<"i32"> {
    return i32.add(i32.add(this.scratch, this.tableOf(each)), i32.mul(index, this.lanes.bytes));
  }

  /** How many rows are computed side by side. */
  protected abstract readonly rowsAtOnce: number;
  /** A number of the row that is no call: an input, an element of a table or of a vector. */
  protected abstract loadNumber(each: Expression): Value<"v128">;
  protected abstract emitPhase(phase: Phase): void;
  protected abstract storeNumber(output: Row, value: Expression): void;
  /** The same number at all places of a row. */
  protected abstract fill(output: Row, value: Expression): void;
  protected abstract patch(output: Row, index: Expression, value: Expression): void;
}

function known<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new TypeError(`rowProgram: ${what} has no place in memory`);
  return value;
}
