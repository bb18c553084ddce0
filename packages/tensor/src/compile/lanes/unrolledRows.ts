import type { Value } from "@surprisal/kernels";
import { collect, isCostly, type Expression } from "../expression.ts";
import type { Schedule } from "../schedule.ts";
import type { Vector } from "./laneOps.ts";
import { NarrowRows, type Place } from "./narrowRows.ts";
import type { Row } from "./rowEmitter.ts";
import { loadPlaces, placesAtOnce, storePlaces } from "./transposed.ts";

/** A place of which the code is written by itself. */
interface UnrolledPlace extends Place {
  readonly at: number;
}

/** A row a lane, place after place without a loop: nothing of a row goes through memory, and a few places of each row are read and written at once. */
export class UnrolledRows extends NarrowRows<UnrolledPlace> {
  /** By place. */
  readonly #known: readonly Map<Expression, Vector>[] = Array.from({ length: this.schedule.width }, () => new Map());
  /** Vectors to be written, by place. */
  readonly #outputs = new Map<Row, Vector[]>();

  protected override overPlaces(direction: "forth" | "back", body: (place: UnrolledPlace) => void): void {
    const { width } = this.schedule;
    for (let k = 0; k < width; k++) {
      const at = direction === "forth" ? k : width - 1 - k;
      body({ at, number: this.lanes.splat(at) });
    }
  }

  protected override load(each: Expression & { readonly kind: "input" }, { at }: UnrolledPlace): Vector {
    const known = this.#known[at]?.get(each);
    if (known) return known;
    const first = firstOfGroup(this.lanes.count, this.schedule.width, at);
    const places = placesAtOnce(this.lanes, this.schedule.width, first);
    const vectors = loadPlaces(this.f, this.lanes, this.inputOf(each.input), first * this.lanes.bytes, places);
    for (const [k, vector] of vectors.entries()) this.#known[first + k]?.set(each, vector);
    return vectors[at - first] as Vector;
  }

  protected override loadOfTable(each: Expression & { readonly kind: "table" }, { at }: UnrolledPlace): Value<"v128"> {
    return this.lanes.loadSplat(this.scratch, this.tableOf(each) + at * this.lanes.bytes);
  }

  protected override keep(each: Expression, { at }: UnrolledPlace, value: Vector): void {
    this.#known[at]?.set(each, value);
  }

  protected override recall(each: Expression, { at }: UnrolledPlace): Value<"v128"> {
    const known = this.#known[at]?.get(each);
    if (known === undefined) throw new TypeError(`rowProgram: ${each.kind} was not kept`);
    return known;
  }

  protected override put(output: Row, { at }: UnrolledPlace, value: Vector): void {
    const vectors = this.#outputs.get(output) ?? [];
    vectors[at] = value;
    this.#outputs.set(output, vectors);
  }

  protected override finishOutputs(): void {
    for (const [output, vectors] of this.#outputs) {
      for (let at = 0; at < vectors.length;) {
        const places = placesAtOnce(this.lanes, vectors.length, at);
        storePlaces(this.f, this.lanes, output, at * this.lanes.bytes, vectors.slice(at, at + places));
        at += places;
      }
    }
    this.#outputs.clear();
  }
}

/** The first place of those that are read together with one. */
function firstOfGroup(lanes: number, width: number, at: number): number {
  const whole = width - (width % lanes);
  if (at < whole) return at - (at % lanes);
  return width - whole >= 2 && at < whole + 2 ? whole : at;
}

/** So much code, in about as many instructions, is written place after place. */
const mostCode = 640;
const sizes = { cheap: 2, costly: 20 } as const;

/** Whether a schedule is to be written without loops. An element whose place is found only when it runs must be in memory. */
export function canUnroll({ outputs, phases, scalars, width }: Schedule): boolean {
  const all = [...outputs.map(({ expression }) => expression), ...scalars, ...phases.flatMap((phase) => phase.scalars)];
  if (collect(all).some((each) => each.kind === "at" && each.vector.kind !== "input")) return false;
  const steps = phases.flatMap((phase) => [...phase.steps, ...phase.sweeps.flatMap(({ passes }) => passes.flat())]);
  const sizeOf = (each: Expression): number => (isCostly(each) ? sizes.costly : sizes.cheap);
  const code = steps.reduce((sum, { expression, from }) => sum + (from === "memory" ? 0 : sizeOf(expression)), 0);
  return code * width <= mostCode;
}
