import { i32, select, type Local, type Value } from "@surprisal/kernels";
import { isCostly, type Expression } from "../expression.ts";
import type { Phase, Step, Sweep } from "../schedule.ts";
import type { LaneWriter } from "./laneWriter.ts";
import type { Vector } from "./laneOps.ts";
import { borrowedRows } from "./borrowedRows.ts";
import { fromInteger } from "./integers.ts";
import { RowEmitter, type Row } from "./rowEmitter.ts";
import { vectorsOfSum, wideReduction, type Spot, type WideReduction } from "./wideReductions.ts";
import { wideSweep } from "./wideSweeps.ts";

/** Turns of a loop without costly steps that are written one behind the other: its sums would wait for each other. */
const unrolled = 4;
/** One row at a time, along the lanes: for wide rows. */
export class WideRows extends RowEmitter {
  protected override readonly rowsAtOnce = 1;
  readonly #borrowed = borrowedRows(this.schedule);

  protected override loadNumber(each: Expression): Value<"v128"> {
    const { lanes } = this;
    switch (each.kind) {
      case "input": {
        const { start, type } = this.inputOf(each.input);
        return type === "i32" ? fromInteger(lanes, i32.load(start)) : lanes.loadSplat(start);
      }
      case "table":
        return lanes.loadSplat(this.inTable(each, this.#index(each.index)));
      case "at": {
        const { vector } = each;
        const offset = i32.mul(this.#index(each.index), lanes.bytes);
        return vector.kind === "input"
          ? lanes.loadSplat(i32.add(this.inputOf(vector.input).start, offset))
          : lanes.loadSplat(i32.add(this.scratch, offset), this.scratchOf(vector));
      }
      default:
        throw new TypeError(`rowProgram: ${each.kind} is asked before its loop`);
    }
  }

  protected override emitPhase({ outputs, reductions, steps, sweeps }: Phase): void {
    const isCheap = !steps.some(({ expression, from }) => isCostly(expression) && from === "parts");
    const turns = isCheap ? unrolled : 1;
    const running = reductions.map((each) => wideReduction(this.f, this.lanes, each, turns));
    if (running.length + outputs.length > 0) {
      this.#overPlaces(steps, turns, running, (inner, spot) => {
        for (const each of running) each.update(inner, spot);
        // The next row is on its way while this one is computed.
        if (!isCheap && !spot.mask)
          for (const start of this.ahead) this.f.run(i32.load(i32.add(start, spot.address), spot.offset));
        for (const { expression, output } of outputs)
          this.#store(this.outputs[output] as Row, spot, inner.value(expression));
      });
    }
    for (const each of running)
      this.numbers.set(
        each.reduction,
        each.finish(this.schedule.width, (vector) => this.#startOf(vector)),
      );
    for (const sweep of sweeps) this.#emitSweep(sweep);
  }

  protected override storeNumber({ start }: Row, value: Expression): void {
    this.f.store(start, this.lanes.extract(this.numbers.value(value), 0));
  }

  protected override fill(output: Row, value: Expression): void {
    const number = this.numbers.value(value);
    this.#overPlaces([], 1, [], (_, spot) => this.#store(output, spot, number));
  }

  protected override patch({ start }: Row, index: Expression, value: Expression): void {
    const at = i32.add(start, i32.mul(this.#index(index), this.lanes.bytes));
    this.f.store(at, this.lanes.extract(this.numbers.value(value), 0));
  }

  #index(each: Expression | undefined): Local<"i32"> {
    return this.indicesOf(each)[0] as Local<"i32">;
  }

  /** Of the last vector only what belongs to the row: behind it may stand anything. */
  #store({ start }: Row, { address, mask, offset }: Spot, value: Vector): void {
    const { f, lanes } = this;
    if (mask === undefined) f.store(i32.add(start, address), value, offset);
    else
      for (let lane = 0; lane < this.schedule.width % lanes.count; lane++)
        f.store(i32.add(start, address), lanes.extract(value, lane), offset + lane * lanes.bytes);
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
    const needsPlaces =
      steps.some(({ expression: { kind } }) => kind === "place" || kind === "oneHot") ||
      running.some(({ reduction: { kind } }) => kind === "sumExcept" || kind === "argmax");
    const place = needsPlaces ? f.local(lanes.const(...Array.from({ length: lanes.count }, (_, i) => i))) : undefined;
    const write = (address: Value<"i32">, count: number, mask?: Vector): void => {
      const inScratch = f.local(i32.add(this.scratch, address));
      for (let turn = 0; turn < count; turn++) {
        const places = place && (turn === 0 ? place : f.local(lanes.add(place, turn * lanes.count)));
        const spot: Spot = { address, inScratch, offset: turn * 16, turn, places, mask };
        const inner = this.numbers.nested(true);
        for (const step of steps) this.#step(inner, step, spot);
        body(inner, spot);
      }
      if (place) f.set(place, lanes.add(place, count * lanes.count));
    };
    const flushed = running.filter(({ flush }) => flush !== undefined);
    if (flushed.length > 0 && looped > vectorsOfSum) {
      f.for(0, looped * 16, vectorsOfSum * 16, (start) => {
        const next = f.local(i32.add(start, vectorsOfSum * 16));
        const end = f.local(select(i32.ltS(next, looped * 16), next, i32.const(looped * 16)));
        f.for(start, end, turns * 16, (at) => write(at, turns));
        for (const { flush } of flushed) flush?.();
      });
    } else if (looped > 0) f.for(0, looped * 16, turns * 16, (at) => write(at, turns));
    for (let k = looped; k < vectors; k++) write(i32.const(k * 16), 1);
    const left = width % lanes.count;
    if (left > 0) write(i32.const(vectors * 16), 1, f.local(lanes.firstLanes(i32.const(left))));
  }

  #step(inner: LaneWriter, { expression, from, isKept }: Step, spot: Spot): void {
    const { lanes } = this;
    const at = spot.places;
    if (from === "memory") {
      inner.set(expression, this.#recall(expression, spot));
      return;
    }
    switch (expression.kind) {
      case "input":
        inner.set(expression, lanes.load(i32.add(this.inputOf(expression.input).start, spot.address), spot.offset));
        break;
      case "table":
        inner.set(expression, lanes.load(spot.inScratch, this.tableOf(expression) + spot.offset));
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
    if (isKept) this.#keep(expression, spot, inner.value(expression));
  }

  #keep(expression: Expression, spot: Spot, value: Vector): void {
    const output = this.#borrowed.get(expression);
    if (output === undefined) this.f.store(spot.inScratch, value, this.scratchOf(expression) + spot.offset);
    else this.#store(this.outputs[output] as Row, spot, value);
  }

  #recall(expression: Expression, { address, inScratch, offset }: Spot): Value<"v128"> {
    const output = this.outputs[this.#borrowed.get(expression) ?? -1];
    return output === undefined
      ? this.lanes.load(inScratch, this.scratchOf(expression) + offset)
      : this.lanes.load(i32.add(output.start, address), offset);
  }

  /** Where a kept row begins. */
  #startOf(expression: Expression): Local<"i32"> {
    const output = this.outputs[this.#borrowed.get(expression) ?? -1];
    return output?.start ?? this.f.local(i32.add(this.scratch, this.scratchOf(expression)));
  }

  #emitSweep({ expression, passes }: Sweep): void {
    const rows = {
      base: this.scratch,
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
