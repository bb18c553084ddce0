import { i32, type Local, type Value } from "@surprisal/kernels";
import type { Expression } from "../expression.ts";
import type { Vector } from "./laneOps.ts";
import { NarrowRows, type Place } from "./narrowRows.ts";
import type { Row } from "./rowEmitter.ts";

/** A place in a loop over all. */
interface LoopedPlace extends Place {
  /** Bytes from the first place of a row. */
  readonly inRow: Local<"i32">;
  /** Counted from the start of scratch, in which a place takes a vector. */
  readonly inScratch: Local<"i32">;
  readonly number: Local<"v128">;
}

/** A row a lane, in loops over the places: what later ones need goes through memory. */
export class LoopedRows extends NarrowRows<LoopedPlace> {
  /** Input rows that an earlier loop has put into scratch, and those that the loop being written does. */
  readonly #gathered = new Set<Expression>();
  readonly #written = new Set<Expression>();

  protected override overPlaces(direction: "forth" | "back", body: (place: LoopedPlace) => void): void {
    const { f, lanes } = this;
    const { width } = this.schedule;
    const [from, step] = direction === "forth" ? [0, 1] : [width - 1, -1];
    const place: LoopedPlace = {
      inRow: f.local(i32.const(from * lanes.bytes)),
      inScratch: f.local(i32.add(this.scratch, from * 16)),
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

  protected override load(each: Expression & { readonly kind: "input" }, place: LoopedPlace): Vector {
    const { f, lanes } = this;
    // Gathered once: read from scratch after.
    if (this.#gathered.has(each)) return f.local(this.recall(each, place));
    const { bytes, start } = this.inputOf(each.input);
    const at = f.local(i32.add(start, place.inRow));
    const numbers = Array.from({ length: lanes.count }, (_, lane) => lanes.loadFirst(at, lane * bytes));
    const all = f.local(this.gather(numbers));
    this.keep(each, place, all);
    this.#written.add(each);
    return all;
  }

  protected override loadOfTable(each: Expression & { readonly kind: "table" }, { inRow }: LoopedPlace): Value<"v128"> {
    return this.lanes.loadSplat(i32.add(this.scratch, inRow), this.tableOf(each));
  }

  protected override keep(each: Expression, { inScratch }: LoopedPlace, value: Vector): void {
    this.f.store(inScratch, value, this.scratchOf(each));
  }

  protected override recall(each: Expression, { inScratch }: LoopedPlace): Value<"v128"> {
    return this.lanes.load(inScratch, this.scratchOf(each));
  }

  protected override put({ bytes, start }: Row, { inRow }: LoopedPlace, value: Vector): void {
    const at = this.f.local(i32.add(start, inRow));
    for (let lane = 0; lane < this.lanes.count; lane++) this.f.store(at, this.lanes.extract(value, lane), lane * bytes);
  }

  protected override finishOutputs(): void {
    // They are in their rows already.
  }
}
