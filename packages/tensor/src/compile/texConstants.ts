import type { Tensor } from "../core/tensor.ts";
import { uniformValue } from "./graph.ts";
import * as tex from "./texTerm.ts";
import type { Term } from "./texTerm.ts";

/** Writes constants: numbers in terms of C where they follow from the width. */
export class Constants {
  readonly #width: number;
  readonly #isAnyWidth: boolean;

  constructor(width: number, isAnyWidth: boolean) {
    this.#width = width;
    this.#isAnyWidth = isAnyWidth;
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
    if (!this.#isAnyWidth) return tex.number(value);
    const count = tex.atom("C");
    for (const [extent, term] of [
      [this.#width, count],
      [this.#width - 1, tex.difference(count, tex.number(1))],
    ] as const) {
      if (value === extent) return term;
      const share = rounded(value * extent);
      if (isLong(rounded(value)) && !isLong(share)) return tex.quotient(tex.number(share), term);
      if (value === Math.log(extent)) return tex.logarithm(term);
    }
    return tex.number(value);
  }
}

const rounded = (value: number): number => Number(value.toPrecision(12));
const isLong = (value: number): boolean => String(value).length > 8;
