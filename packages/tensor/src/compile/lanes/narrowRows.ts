import { i32, v128, type Local, type Value } from "@surprisal/kernels";
import type { Expression } from "../expression.ts";
import type { LoopReduction, Phase, Step, Sweep } from "../schedule.ts";
import { loadIntegers } from "./integers.ts";
import type { LaneWriter } from "./laneWriter.ts";
import type { Vector } from "./laneOps.ts";
import { narrowReduction } from "./narrowReductions.ts";
import { RowEmitter, type Row } from "./rowEmitter.ts";

/** A place of the rows. */
export interface Place {
  /** Its number, in all lanes. */
  readonly number: Vector;
}

/** A row a lane, as many at once as there are lanes: for few classes, and for losses that have no rows. */
export abstract class NarrowRows<P extends Place> extends RowEmitter {
  protected override get rowsAtOnce(): number {
    return this.lanes.count;
  }

  /** Goes through the places; `body` may be called once for all, in a loop, or for each. */
  protected abstract overPlaces(direction: "forth" | "back", body: (place: P) => void): void;
  /** The numbers of an input at a place. */
  protected abstract load(each: Expression & { readonly kind: "input" }, place: P): Vector;
  protected abstract loadOfTable(each: Expression & { readonly kind: "table" }, place: P): Value<"v128">;
  /** Numbers at a place, for a later loop to recall. */
  protected abstract keep(each: Expression, place: P, value: Vector): void;
  protected abstract recall(each: Expression, place: P): Value<"v128">;
  /** Numbers at a place, to the rows of their lanes; behind the loop by `finishOutputs` at the latest. */
  protected abstract put(output: Row, place: P, value: Vector): void;
  protected abstract finishOutputs(): void;

  protected override loadNumber(each: Expression): Value<"v128"> {
    const { lanes } = this;
    switch (each.kind) {
      case "input": {
        const { start, type } = this.inputOf(each.input);
        return type === "i32" ? loadIntegers(lanes, start) : lanes.load(start);
      }
      case "table":
        return this.gather(this.indicesOf(each.index).map((place) => lanes.loadFirst(this.inTable(each, place))));
      case "at": {
        const { vector } = each;
        const places = this.indicesOf(each.index);
        if (vector.kind === "input") {
          const { bytes, start } = this.inputOf(vector.input);
          return this.gather(places.map((place, lane) => lanes.loadFirst(this.#inRow(start, place), lane * bytes)));
        }
        const start = this.scratchOf(vector);
        return this.gather(
          places.map((place, lane) =>
            lanes.loadFirst(i32.add(this.scratch, i32.mul(place, 16)), start + lane * lanes.bytes),
          ),
        );
      }
      default:
        throw new TypeError(`rowProgram: ${each.kind} is asked before its loop`);
    }
  }

  protected override emitPhase({ outputs, reductions, steps, sweeps }: Phase): void {
    const running = reductions.map((each) => narrowReduction(this.f, this.lanes, each));
    if (running.length + outputs.length > 0) {
      this.overPlaces("forth", (place) => {
        const inner = this.#steps(steps, place);
        for (const each of running) each.update(inner, place.number);
        for (const { expression, output } of outputs)
          this.put(this.outputs[output] as Row, place, inner.value(expression));
      });
      this.finishOutputs();
    }
    for (const [k, each] of running.entries()) this.numbers.set(reductions[k] as LoopReduction, each.finish());
    for (const sweep of sweeps) this.#emitSweep(sweep);
  }

  protected override storeNumber({ start }: Row, value: Expression): void {
    this.f.store(start, this.numbers.value(value));
  }

  protected override fill(output: Row, value: Expression): void {
    const number = this.numbers.value(value);
    this.overPlaces("forth", (place) => this.put(output, place, number));
    this.finishOutputs();
  }

  protected override patch({ bytes, start }: Row, index: Expression, value: Expression): void {
    const number = this.numbers.value(value);
    for (const [lane, place] of this.indicesOf(index).entries())
      this.f.store(this.#inRow(start, place), this.lanes.extract(number, lane), lane * bytes);
  }

  #inRow(start: Local<"i32">, place: Local<"i32">): Value<"i32"> {
    return i32.add(start, i32.mul(place, this.lanes.bytes));
  }

  /** The first numbers of some vectors, one for each lane. */
  protected gather(numbers: readonly Value<"v128">[]): Value<"v128"> {
    return numbers.reduce((all, each, lane) => v128.shuffle(all, each, laneInto(lane, this.lanes.bytes)));
  }

  #steps(steps: readonly Step[], place: P): LaneWriter {
    const inner = this.numbers.nested(true);
    for (const { expression, from, isKept } of steps) {
      if (from === "memory") inner.set(expression, this.recall(expression, place));
      else this.#compute(inner, expression, place);
      if (isKept) this.keep(expression, place, inner.value(expression));
    }
    return inner;
  }

  #compute(inner: LaneWriter, expression: Expression, place: P): void {
    switch (expression.kind) {
      case "input":
        inner.set(expression, this.load(expression, place));
        break;
      case "table":
        inner.set(expression, this.loadOfTable(expression, place));
        break;
      case "place":
        inner.set(expression, place.number);
        break;
      case "oneHot":
        inner.oneHot(expression, place.number);
        break;
      case "call":
        inner.call(expression);
        break;
      default:
        throw new TypeError(`rowProgram: ${expression.kind} is no vector`);
    }
  }

  #emitSweep({ expression, passes }: Sweep): void {
    const { f, lanes } = this;
    const sum = f.local(lanes.splat(0));
    const pass = (direction: "forth" | "back", steps: readonly Step[], isExclusive: boolean, adds: boolean): void => {
      f.set(sum, lanes.splat(0));
      this.overPlaces(direction, (place) => {
        const own = this.#steps(steps, place).value(expression.vector);
        if (!isExclusive) f.set(sum, lanes.add(sum, own));
        this.keep(expression, place, f.local(adds ? lanes.add(this.recall(expression, place), sum) : sum));
        if (isExclusive) f.set(sum, lanes.add(sum, own));
      });
    };
    const [first = [], second = []] = passes;
    if (expression.kind === "cumsum") pass(expression.reverse ? "back" : "forth", first, expression.exclusive, false);
    else {
      pass("forth", first, true, false);
      pass("back", second, true, true);
    }
  }
}

/** The lanes of one vector, one of them replaced by the first of another. */
function laneInto(lane: number, bytes: number): readonly number[] {
  return Array.from({ length: 16 }, (_, k) => (Math.floor(k / bytes) === lane ? 16 + (k % bytes) : k));
}
