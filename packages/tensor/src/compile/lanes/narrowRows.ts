import { i32, v128, type Local, type Value } from "@surprisal/kernels";
import type { Expression } from "../expression.ts";
import type { LoopReduction, Phase, Step, Sweep } from "../schedule.ts";
import type { LaneWriter } from "./laneWriter.ts";
import { narrowReduction } from "./narrowReductions.ts";
import { RowEmitter } from "./rowEmitter.ts";

/** What a place of the rows is, in a loop over them: its number (in all lanes), and where its numbers are in rows of the block and in scratch. */
interface Place {
  readonly inRow: Local<"i32">;
  readonly inScratch: Local<"i32">;
  readonly number: Local<"v128">;
}

/** A row a lane, as many at once as there are lanes: for few classes, and for losses that have no rows. */
export class NarrowRows extends RowEmitter {
  /** Input rows that an earlier loop has put into scratch, and those that the loop being written does. */
  readonly #gathered = new Set<Expression>();
  readonly #written = new Set<Expression>();

  protected override loadNumber(each: Expression): Value<"v128"> {
    const { bytes } = this.lanes;
    switch (each.kind) {
      case "input":
        return this.lanes.load(this.at(this.inputOf(each.input), this.row, bytes));
      case "table":
        return this.#gather((lane) => this.at(this.tableOf(each), this.#index(each.index, lane), bytes));
      case "at": {
        const { vector } = each;
        if (vector.kind === "input")
          return this.#gather((lane) => this.#element(this.inputOf(vector.input), lane, this.#index(each.index, lane)));
        const start = this.scratchOf(vector);
        return this.#gather((lane) => this.at(start + lane * bytes, this.#index(each.index, lane), 16));
      }
      default:
        throw new TypeError(`rowProgram: ${each.kind} is asked before its loop`);
    }
  }

  protected override emitPhase({ outputs, reductions, steps, sweeps }: Phase): void {
    const running = reductions.map((each) => narrowReduction(this.f, this.lanes, each));
    if (running.length + outputs.length > 0) {
      this.#overPlaces("forth", (place) => {
        const inner = this.#steps(steps, place);
        for (const each of running) each.update(inner, place.number);
        for (const { expression, output } of outputs) this.#scatter(output, place.inRow, inner.value(expression));
      });
    }
    for (const [k, each] of running.entries()) this.numbers.set(reductions[k] as LoopReduction, each.finish());
    for (const sweep of sweeps) this.#emitSweep(sweep);
  }

  protected override storeNumber(output: number, value: Expression): void {
    this.f.store(this.at(this.outputOf(output), this.row, this.lanes.bytes), this.numbers.value(value));
  }

  protected override fill(output: number, value: Expression): void {
    const number = this.numbers.value(value);
    this.#overPlaces("forth", ({ inRow }) => this.#scatter(output, inRow, number));
  }

  protected override patch(output: number, index: Expression, value: Expression): void {
    const number = this.numbers.value(value);
    for (let lane = 0; lane < this.lanes.count; lane++) {
      const at = this.#element(this.outputOf(output), lane, this.#index(index, lane));
      this.f.store(at, this.lanes.extract(number, lane));
    }
  }

  #index(each: Expression | undefined, lane: number): Value<"i32"> {
    if (each === undefined) throw new TypeError("rowProgram: a number of a table has no index");
    return i32.truncSat(this.lanes.extract(this.numbers.value(each), lane));
  }

  /** Where the row of a lane has an element. */
  #element(start: number, lane: number, index: Value<"i32">): Value<"i32"> {
    const { bytes } = this.lanes;
    const { width } = this.schedule;
    const firstOfRow = i32.mul(i32.add(this.row, lane), width);
    return this.at(start, i32.add(firstOfRow, index), bytes);
  }

  /** One number for each lane. */
  #gather(address: (lane: number) => Value<"i32">): Value<"v128"> {
    const numbers = Array.from({ length: this.lanes.count }, (_, lane) => address(lane));
    const [first, ...rest] = numbers as [Value<"i32">, ...Value<"i32">[]];
    const { lanes } = this;
    return rest.reduce<Value<"v128">>(
      (all, at, k) => v128.shuffle(all, lanes.loadFirst(at), laneInto(k + 1, lanes.bytes)),
      lanes.loadFirst(first),
    );
  }

  /** A number of each lane to its own row. */
  #scatter(output: number, inRow: Local<"i32">, value: Value<"v128">): void {
    const { bytes, count } = this.lanes;
    const start = this.outputOf(output);
    const kept = this.f.local(value);
    for (let lane = 0; lane < count; lane++)
      this.f.store(inRow, this.lanes.extract(kept, lane), start + lane * this.schedule.width * bytes);
  }

  #overPlaces(direction: "forth" | "back", body: (place: Place) => void): void {
    const { f, lanes } = this;
    const { width } = this.schedule;
    const [from, step] = direction === "forth" ? [0, 1] : [width - 1, -1];
    const firstOfRow = i32.mul(this.row, width * lanes.bytes);
    const place: Place = {
      inRow: f.local(i32.add(i32.add(this.base, firstOfRow), from * lanes.bytes)),
      inScratch: f.local(i32.add(this.base, from * 16)),
      number: f.local(lanes.splat(from)),
    };
    f.for(0, width, 1, () => {
      body(place);
      f.set(place.inRow, i32.add(place.inRow, step * lanes.bytes));
      f.set(place.inScratch, i32.add(place.inScratch, step * 16));
      f.set(place.number, lanes.add(place.number, step));
    });
    for (const each of this.#written) this.#gathered.add(each);
  }

  #steps(steps: readonly Step[], place: Place): LaneWriter {
    const inner = this.numbers.nested(true);
    for (const step of steps) this.#step(inner, step, place);
    return inner;
  }

  #step(inner: LaneWriter, { expression, from, isKept }: Step, { inRow, inScratch, number }: Place): void {
    const { f, lanes } = this;
    if (from === "memory") {
      inner.set(expression, lanes.load(inScratch, this.scratchOf(expression)));
      return;
    }
    switch (expression.kind) {
      case "input": {
        // Gathered once: read from scratch after.
        if (this.#gathered.has(expression)) {
          inner.set(expression, lanes.load(inScratch, this.scratchOf(expression)));
          break;
        }
        const bytesOfRow = this.schedule.width * lanes.bytes;
        const start = this.inputOf(expression.input);
        inner.set(
          expression,
          this.#gather((lane) => i32.add(inRow, start + lane * bytesOfRow)),
        );
        break;
      }
      case "table": {
        const index = i32.shrU(i32.sub(inScratch, this.base), 4);
        inner.set(expression, lanes.loadSplat(this.at(this.tableOf(expression), index, lanes.bytes)));
        break;
      }
      case "place":
        inner.set(expression, number);
        break;
      case "oneHot":
        inner.oneHot(expression, number);
        break;
      case "call":
        inner.call(expression);
        break;
      default:
        throw new TypeError(`rowProgram: ${expression.kind} is no vector`);
    }
    if (isKept) f.store(inScratch, inner.value(expression), this.scratchOf(expression));
  }

  #emitSweep({ expression, passes }: Sweep): void {
    const { f, lanes } = this;
    const start = this.scratchOf(expression);
    const sum = f.local(lanes.splat(0));
    const pass = (direction: "forth" | "back", steps: readonly Step[], isExclusive: boolean, adds: boolean): void => {
      f.set(sum, lanes.splat(0));
      this.#overPlaces(direction, (place) => {
        const own = this.#steps(steps, place).value(expression.vector);
        if (!isExclusive) f.set(sum, lanes.add(sum, own));
        f.store(place.inScratch, adds ? lanes.add(lanes.load(place.inScratch, start), sum) : sum, start);
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
