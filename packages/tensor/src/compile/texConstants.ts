import type { Tensor } from "../core/tensor.ts";
import { uniformValue } from "./graph.ts";
import * as tex from "./texTerm.ts";
import type { Term } from "./texTerm.ts";

/** Numbers that have a notation of their own. */
const known: readonly (readonly [number, Term])[] = [
  [Math.LN2, tex.logarithm(tex.number(2))],
  [Math.log(2 * Math.PI), tex.logarithm(tex.product(tex.number(2), tex.atom("\\pi")))],
  [Math.SQRT2, tex.root(tex.number(2))],
  [Math.SQRT1_2, tex.quotient(tex.number(1), tex.root(tex.number(2)))],
  [2 / Math.PI, tex.quotient(tex.number(2), tex.atom("\\pi"))],
  [Math.sqrt(2 / Math.PI), tex.root(tex.quotient(tex.number(2), tex.atom("\\pi")))],
  [1 / Math.sqrt(Math.PI), tex.quotient(tex.number(1), tex.root(tex.atom("\\pi")))],
];

/** What is made of one number: its value, and how that is written. */
const ofOne: readonly (readonly [(v: number) => number, (s: Term) => Term])[] = [
  [(v) => v, (s) => s],
  [(v) => 1 - v, (s) => tex.difference(tex.number(1), s)],
  [(v) => 1 + v, (s) => tex.sum(s, tex.number(1))],
  [(v) => 2 - v, (s) => tex.difference(tex.number(2), s)],
  [(v) => v / 2, (s) => tex.quotient(s, tex.number(2))],
  [(v) => v / 2 - 1, (s) => tex.difference(tex.quotient(s, tex.number(2)), tex.number(1))],
  [(v) => 2 * v, (s) => tex.product(tex.number(2), s)],
  [(v) => 1 / v, (s) => tex.quotient(tex.number(1), s)],
  [(v) => 1 / (2 * v), (s) => tex.quotient(tex.number(1), tex.product(tex.number(2), s))],
  [(v) => v / (1 + v), (s) => tex.quotient(s, tex.sum(s, tex.number(1)))],
  [(v) => Math.log(2 * v), (s) => tex.logarithm(tex.product(tex.number(2), s))],
  [(v) => v * v, (s) => tex.power(s, tex.number(2))],
  [Math.log, (s) => tex.logarithm(s)],
  [(v) => Math.log1p(-v), (s) => tex.logarithm(tex.difference(tex.number(1), s))],
  [Math.cos, (s) => tex.call("\\cos", s)],
  [Math.sin, (s) => tex.call("\\sin", s)],
];

/** What is made of two. */
const ofTwo: readonly (readonly [(v: number, w: number) => number, (s: Term, t: Term) => Term])[] = [
  [(v, w) => v * w, (s, t) => tex.product(s, t)],
  [(v, w) => v / w, (s, t) => tex.quotient(s, t)],
  [(v, w) => v - w, (s, t) => tex.difference(s, t)],
];

/** Writes constants: numbers in terms of C where they follow from the width, and of the names of other numbers. */
export class Constants {
  readonly #width: number;
  readonly #isAnyWidth: boolean;
  readonly #named: readonly (readonly [number, Term])[];

  constructor(width: number, isAnyWidth: boolean, names: Readonly<Record<string, number>> = {}) {
    this.#width = width;
    this.#isAnyWidth = isAnyWidth;
    const own = Object.entries(names).map(([text, value]): [number, Term] => [value, tex.constant(text)]);
    this.#named = [
      ...own.flatMap(([value, term]) => ofOne.map(([f, write]) => [f(value), write(term)] as const)),
      ...own.flatMap(([v, s]) =>
        own.flatMap(([w, t]) => (v === w ? [] : ofTwo.map(([f, write]) => [f(v, w), write(s, t)] as const))),
      ),
      ...known,
    ].map(([value, term]) => {
      const named = { ...term, isConstant: true };
      return value < 0 ? [-value, tex.negative(named)] : [value, named];
    });
  }

  element(tensor: Tensor, places: readonly string[]): Term {
    const value = uniformValue(tensor);
    if (value !== undefined) return this.number(value);
    const axes = tensor.shape.flatMap((extent, axis) => (extent === 1 ? [] : [axis]));
    const own = axes.map((axis) => places[axis] ?? "");
    if (axes.length === 1 && tensor.data.every((each, i) => each === i))
      return tex.atom(own[0] === "" ? "k" : (own[0] ?? "k"));
    if (axes.length > 1 || tensor.data.length > 8) return tex.symbol("c", own);
    const list = Array.from(tensor.data, (each) => this.number(each).text).join(", ");
    return tex.symbol(`(${list})`, own);
  }

  number(value: number): Term {
    if (value < 0 && value !== -Infinity) return tex.negative(this.number(-value));
    // Short numbers mean themselves.
    if (!isLong(value)) return this.#isAnyWidth ? this.#ofWidth(value) : tex.number(value);
    const named = this.#nameOf(value);
    if (named) return named;
    return this.#isAnyWidth ? this.#ofWidth(value) : tex.number(value);
  }

  #ofWidth(value: number): Term {
    const count = tex.atom("C");
    for (const [extent, term] of [
      [this.#width, count],
      [this.#width - 1, tex.difference(count, tex.number(1))],
    ] as const) {
      if (value === extent) return term;
      if (value === Math.log(extent)) return tex.logarithm(term);
      // Where the number itself is short, or has a name, it is no share.
      const share = rounded(value * extent);
      if (isLong(rounded(value)) && !isLong(share)) return tex.quotient(tex.number(share), term);
      const named = isLong(rounded(value)) ? this.#nameOf(value * extent) : undefined;
      if (named) return tex.quotient(named, term);
    }
    return tex.number(value);
  }

  #nameOf(value: number): Term | undefined {
    return Number.isFinite(value)
      ? this.#named.find(([each]) => Math.abs(value - each) <= 4e-15 * value)?.[1]
      : undefined;
  }
}

const rounded = (value: number): number => Number(value.toPrecision(12));
const isLong = (value: number): boolean => String(value).length > 8;
