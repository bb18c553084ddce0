import { i32, type Local, type Value } from "@surprisal/kernels";
import type { Expression } from "../expression.ts";
import type { Phase, Step, Sweep } from "../schedule.ts";
import type { LaneWriter } from "./laneWriter.ts";
import type { Vector } from "./laneOps.ts";
import { RowEmitter } from "./rowEmitter.ts";
import { vectorsOfSum, wideReduction, type Spot, type WideReduction } from "./wideReductions.ts";
import { wideSweep } from "./wideSweeps.ts";

/** Turns of a loop without costly steps that are written one behind the other: its sums would wait for each other. */
const unrolled = 4;
/** One row at a time, along the lanes: for wide rows. */
export class WideRows extends RowEmitter {
  protected override loadNumber(each: Expression): Value<"v128"> {
    const { bytes } = this.lanes;
    switch (each.kind) {
      case "input":
        return this.lanes.loadSplat(this.at(this.inputOf(each.input), this.row, bytes));
      case "table":
        return this.lanes.loadSplat(this.at(this.tableOf(each), this.#index(each.index), bytes));
      case "at": {
        const start =
          each.vector.kind === "input"
            ? this.#rowOf(each.vector.input)
            : i32.add(this.base, this.scratchOf(each.vector));
        return this.lanes.loadSplat(i32.add(start, i32.mul(this.#index(each.index), bytes)));
      }
      default:
        throw new TypeError(`rowProgram: ${each.kind} is asked before its loop`);
    }
  }

  protected override emitPhase({ outputs, reductions, steps, sweeps }: Phase): void {
    const isCheap = !steps.some(
      ({ expression, from }) => expression.kind === "call" && expression.costly && from === "parts",
    );
    const turns = isCheap ? unrolled : 1;
    const running = reductions.map((each) => wideReduction(this.f, this.lanes, each, turns));
    if (running.length + outputs.length > 0) {
      const rows = new Map(outputs.map(({ output }) => [output, this.f.local(this.#outputRow(output))]));
      this.#overPlaces(steps, turns, running, (inner, spot) => {
        for (const each of running) each.update(inner, spot);
        for (const { expression, output } of outputs)
          this.f.store(i32.add(rows.get(output) ?? 0, spot.address), inner.value(expression), spot.offset);
      });
    }
    for (const each of running)
      this.numbers.set(
        each.reduction,
        each.finish(this.schedule.width, (vector) => this.f.local(i32.add(this.base, this.scratchOf(vector)))),
      );
    for (const sweep of sweeps) this.#emitSweep(sweep);
  }

  protected override storeNumber(output: number, value: Expression): void {
    const at = this.at(this.outputOf(output), this.row, this.lanes.bytes);
    this.f.store(at, this.lanes.extract(this.numbers.value(value), 0));
  }

  protected override fill(output: number, value: Expression): void {
    const row = this.f.local(this.#outputRow(output));
    const number = this.numbers.value(value);
    this.#overPlaces([], 1, [], (_, { address, offset }) => this.f.store(i32.add(row, address), number, offset));
  }

  protected override patch(output: number, index: Expression, value: Expression): void {
    const at = i32.add(this.#outputRow(output), i32.mul(this.#index(index), this.lanes.bytes));
    this.f.store(at, this.lanes.extract(this.numbers.value(value), 0));
  }

  #index(each: Expression | undefined): Value<"i32"> {
    if (each === undefined) throw new TypeError("rowProgram: a number of a table has no index");
    return i32.truncSat(this.lanes.extract(this.numbers.value(each), 0));
  }

  #rowOf(input: number): Value<"i32"> {
    return this.at(this.inputOf(input), this.row, this.schedule.width * this.lanes.bytes);
  }

  #outputRow(output: number): Value<"i32"> {
    return this.at(this.outputOf(output), this.row, this.schedule.width * this.lanes.bytes);
  }

  /** A loop over the vectors of a row, a few of them a turn; what is left of whole vectors; and the last, of which some lanes count. */
  #overPlaces(
    steps: readonly Step[],
    turns: number,
    running: readonly WideReduction[],
    body: (inner: LaneWriter, spot: Spot) => void,
  ): void {
    const { f, lanes } = this;
    const { width } = this.schedule;
    const vectors = Math.floor(width / lanes.count);
    const looped = vectors - (vectors % turns);
    const rows = new Map(
      steps.flatMap(({ expression }) =>
        expression.kind === "input" ? [[expression.input, f.local(this.#rowOf(expression.input))] as const] : [],
      ),
    );
    const needsPlaces =
      steps.some(({ expression: { kind } }) => kind === "place" || kind === "oneHot") ||
      running.some(({ reduction: { kind } }) => kind === "sumExcept" || kind === "argmax");
    const place = needsPlaces ? f.local(lanes.const(...Array.from({ length: lanes.count }, (_, i) => i))) : undefined;
    const write = (address: Value<"i32">, count: number, mask?: Vector): void => {
      const inScratch = f.local(i32.add(this.base, address));
      for (let turn = 0; turn < count; turn++) {
        const places = place && (turn === 0 ? place : f.local(lanes.add(place, turn * lanes.count)));
        const spot: Spot = { address, inScratch, offset: turn * 16, turn, places, mask };
        const inner = this.numbers.nested(true);
        for (const step of steps) this.#step(inner, step, spot, rows);
        body(inner, spot);
      }
      if (place) f.set(place, lanes.add(place, count * lanes.count));
    };
    const flushed = running.filter(({ flush }) => flush !== undefined);
    if (flushed.length > 0 && looped > vectorsOfSum) {
      f.for(0, looped * 16, vectorsOfSum * 16, (start) => {
        const end = f.local(i32.add(start, vectorsOfSum * 16));
        f.if(i32.gtS(end, looped * 16), () => f.set(end, i32.const(looped * 16)));
        f.for(start, end, turns * 16, (at) => write(at, turns));
        for (const { flush } of flushed) flush?.();
      });
    } else if (looped > 0) f.for(0, looped * 16, turns * 16, (at) => write(at, turns));
    for (let k = looped; k < vectors; k++) write(i32.const(k * 16), 1);
    const left = width % lanes.count;
    if (left > 0) write(i32.const(vectors * 16), 1, f.local(lanes.firstLanes(i32.const(left))));
  }

  #step(
    inner: LaneWriter,
    { expression, from, isKept }: Step,
    spot: Spot,
    rows: ReadonlyMap<number, Local<"i32">>,
  ): void {
    const { lanes } = this;
    const load = (start: number): Value<"v128"> => lanes.load(spot.inScratch, start + spot.offset);
    const at = spot.places;
    if (from === "memory") {
      inner.set(expression, load(this.scratchOf(expression)));
      return;
    }
    switch (expression.kind) {
      case "input":
        inner.set(expression, lanes.load(i32.add(rows.get(expression.input) ?? 0, spot.address), spot.offset));
        break;
      case "table":
        inner.set(expression, load(this.tableOf(expression)));
        break;
      case "place":
        if (at) inner.set(expression, at);
        break;
      case "oneHot":
        if (at) inner.oneHot(expression, at);
        break;
      case "call":
        inner.call(expression);
        break;
      default:
        throw new TypeError(`rowProgram: ${expression.kind} is no vector`);
    }
    if (isKept) this.f.store(spot.inScratch, inner.value(expression), this.scratchOf(expression) + spot.offset);
  }

  #emitSweep({ expression, passes }: Sweep): void {
    const rows = {
      base: this.base,
      start: this.scratchOf(expression),
      spare: this.layout.spare,
      width: this.schedule.width,
    };
    const sweep = wideSweep(this.f, this.lanes, expression, rows);
    this.#overPlaces(passes[0] ?? [], 1, [], (inner, { inScratch, mask, offset }) =>
      sweep.take(inScratch, offset, inner.value(expression.vector), mask),
    );
    sweep.finish();
  }
}
