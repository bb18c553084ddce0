import { f64x2, v128, type FunctionBuilder, type Lanes, type Local, type Value } from "@surprisal/kernels";
import type { Vector } from "./laneOps.ts";
import type { Row } from "./rowEmitter.ts";

/** How many places of each row are moved at once, from place `at` on: as many as there are lanes, or the half, or one. */
export function placesAtOnce({ count }: Lanes, width: number, at: number): number {
  let places = count;
  while (at + places > width) places /= 2;
  return places;
}

/**
 * A few places of as many rows as there are lanes, from memory: a vector for each place, with a row in each lane.
 *
 * @param offset - where the first of them is in its row, in bytes.
 */
export function loadPlaces(
  f: FunctionBuilder,
  lanes: Lanes,
  { bytes, start }: Pick<Row, "bytes" | "start">,
  offset: number,
  places: number,
): Local<"v128">[] {
  const load =
    places * lanes.bytes === 16 ? lanes.load : places * lanes.bytes === 8 ? f64x2.loadFirst : lanes.loadFirst;
  const rows = Array.from({ length: lanes.count }, (_, row) => f.local(load(start, offset + row * bytes)));
  return turned(f, rows).slice(0, places);
}

/** The other way: a vector for each of a few places, to the rows of its lanes. */
export function storePlaces(
  f: FunctionBuilder,
  lanes: Lanes,
  { bytes, start }: Pick<Row, "bytes" | "start">,
  offset: number,
  vectors: readonly Vector[],
): void {
  const [a, b] = vectors as [Vector, Vector];
  if (vectors.length === lanes.count) {
    const rows = turned(f, vectors);
    for (const [row, vector] of rows.entries()) f.store(start, vector, offset + row * bytes);
  } else if (vectors.length === 2) {
    for (const [half, pairs] of [interleaved(a, b, 4, 0), interleaved(a, b, 4, 8)].entries()) {
      const vector = f.local(pairs);
      for (const k of [0, 1]) f.store(start, f64x2.extract(vector, k), offset + (2 * half + k) * bytes);
    }
  } else for (let row = 0; row < lanes.count; row++) f.store(start, lanes.extract(a, row), offset + row * bytes);
}

/** Columns of a square of lanes as its rows. */
function turned(f: FunctionBuilder, rows: readonly Vector[]): Local<"v128">[] {
  const both = (a: Vector, b: Vector, bytes: number): [Local<"v128">, Local<"v128">] => [
    f.local(interleaved(a, b, bytes, 0)),
    f.local(interleaved(a, b, bytes, 8)),
  ];
  const [a, b, c, d] = rows as [Vector, Vector, Vector, Vector];
  if (rows.length === 2) return both(a, b, 8);
  const [first, second] = [both(a, b, 4), both(c, d, 4)];
  return [...both(first[0], second[0], 8), ...both(first[1], second[1], 8)];
}

/** Numbers of `bytes` from one and the other in turns, from the lower halves of both (from 0) or the upper ones (from 8). */
const interleaved = (a: Vector, b: Vector, bytes: number, from: number): Value<"v128"> =>
  v128.shuffle(
    a,
    b,
    Array.from({ length: 16 }, (_, k) => {
      const number = Math.floor(k / bytes);
      return (number % 2) * 16 + from + Math.floor(number / 2) * bytes + (k % bytes);
    }),
  );
