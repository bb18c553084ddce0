import { sizeOf, type Shape } from "../core/shape.ts";
import { Tensor } from "../core/tensor.ts";
import { CompileError, type Node } from "./graph.ts";
import type { Constants } from "./texConstants.ts";
import { notation } from "./texNotation.ts";
import * as tex from "./texTerm.ts";
import type { Term } from "./texTerm.ts";

const longest = 1000;
const letterAt = (depth: number): string => ["k", "j", "i", "l"][depth] ?? `k_${depth}`;

/** Writes the element of a node at a place: one index an axis, "" for the whole of it. */
export class Writer {
  readonly #names: ReadonlyMap<Node, string>;
  readonly #constants: Constants;
  readonly #known = new Map<string, Term>();
  /** What holds, or does not, in the branch of a choice that is being written. */
  readonly #assumed = new Map<string, boolean>();

  constructor(names: ReadonlyMap<Node, string>, constants: Constants) {
    this.#names = names;
    this.#constants = constants;
  }

  /** @param depth - how many indices are bound around it. */
  write(operand: Node | Tensor, places: readonly string[], depth: number): Term {
    if (operand instanceof Tensor) return this.#constants.element(operand, places);
    const name = this.#names.get(operand);
    if (name !== undefined) return tex.symbol(name, places);
    const key = [operand.id, depth, ...places, ...[...this.#assumed].flat()].join("|");
    const term = this.#known.get(key) ?? this.#op(operand, places, depth);
    if (term.text.length > longest)
      throw new CompileError(`rowTex: the formula is longer than ${longest} characters, expected one to read`);
    this.#known.set(key, term);
    return term;
  }

  #op(node: Node, places: readonly string[], depth: number): Term {
    const { attributes, inputs, primitive } = node;
    const name = primitive?.name ?? "input";
    const [first, second] = inputs as readonly [Node | Tensor, Node | Tensor];
    const [outer, place = ""] = [places.slice(0, -1), places.at(-1)];
    const letter = letterAt(depth);
    const inner = (index = letter): Term => this.write(first, [...outer, index], depth + 1);
    switch (name) {
      case "cast":
        return this.#cast(node, first, places, depth);
      case "reshape": {
        const from = placesBefore(first.shape, node.shape, places);
        if (from) return this.write(first, from, depth);
        break;
      }
      case "broadcastTo":
        return this.write(first, fit(first.shape, places), depth);
      case "stopGradient":
        return tex.call(tex.operatorName("sg"), this.write(first, places, depth));
      case "sumTo":
        return this.#sum(first, node.shape, places, depth);
      case "argmax":
        return tex.over("\\arg\\max", letter, this.write(first, [...places, letter], depth + 1), -Infinity);
      case "gather":
        return this.#pick(first, second, places, depth);
      case "take": {
        const index = this.write(second, places.slice(0, 1), depth);
        return this.write(first, [index.text, ...places.slice(1)], depth);
      }
      case "transpose": {
        const axes = attributes["axes"] as readonly number[];
        const from = first.shape.map((_, axis) => places[axes.indexOf(axis)] ?? "");
        return this.write(first, from, depth);
      }
      case "where":
        return this.#choice(inputs, places, depth);
      case "logSoftmax":
        return tex.logarithm(this.#softmax(first, outer, place, depth));
      case "logSumExp":
        return tex.logarithm(
          tex.over("\\sum", letter, tex.exponential(this.write(first, [...places, letter], depth + 1)), 0),
        );
      case "sumOthers":
        return place === ""
          ? this.#named(node, places, depth)
          : tex.over("\\sum", `${letter} \\ne ${place}`, inner(), 0);
      case "cumsum": {
        if (place === "") break;
        const sign = `${attributes["reverse"] === true ? "\\g" : "\\l"}${attributes["exclusive"] === true ? "t" : "e"}`;
        return tex.over("\\sum", `${letter} ${sign} ${place}`, inner(), 0);
      }
      default:
    }
    const elements = notation[name];
    if (elements) return elements(...inputs.map((input) => this.write(input, fit(input.shape, places), depth)));
    return this.#named(node, places, depth);
  }

  #choice(inputs: Node["inputs"], places: readonly string[], depth: number): Term {
    const [condition, yes, no] = inputs.map((input) => (): Term => this.write(input, fit(input.shape, places), depth));
    if (!condition || !yes || !no) throw new TypeError("rowTex: a choice has three inputs");
    const asked = condition();
    const answer = this.#assumed.get(asked.text);
    if (answer !== undefined) return answer ? yes() : no();
    const where = (holds: boolean, branch: () => Term): Term => {
      this.#assumed.set(asked.text, holds);
      const term = branch();
      this.#assumed.delete(asked.text);
      return term;
    };
    return tex.choice(asked, where(true, yes), where(false, no));
  }

  /** Without notation: element by element where it works so, else as a function of the whole. */
  #named({ inputs, primitive, attributes }: Node, places: readonly string[], depth: number): Term {
    const name = tex.operatorName(primitive?.name ?? "input");
    if (primitive?.scalar?.(attributes))
      return tex.call(name, ...inputs.map((input) => this.write(input, fit(input.shape, places), depth)));
    const whole = inputs.map((input) =>
      this.write(
        input,
        input.shape.map(() => ""),
        depth,
      ),
    );
    return tex.symbol(tex.call(name, ...whole).text, places);
  }

  #cast({ dtype }: Node, from: Node | Tensor, places: readonly string[], depth: number): Term {
    const term = this.write(from, places, depth);
    const isWhole = from.dtype !== "float32" && from.dtype !== "float64";
    if (dtype === "bool") return term.relation ? term : tex.relation(term, "\\ne", tex.number(0));
    return isWhole || dtype === "float32" || dtype === "float64" ? term : tex.call(tex.operatorName("trunc"), term);
  }

  #sum(from: Node | Tensor, to: Shape, places: readonly string[], depth: number): Term {
    const added = from.shape.length - to.length;
    const bound: string[] = [];
    const inner = from.shape.map((extent, axis) => {
      const kept = to[axis - added];
      if (kept === extent) return places[axis - added] ?? "";
      const letter = letterAt(depth + bound.length);
      bound.push(letter);
      return letter;
    });
    const body = this.write(from, inner, depth + bound.length);
    if (body.value !== undefined) return tex.product(this.#constants.number(sizeOf(from.shape) / sizeOf(to)), body);
    return bound.reduceRight((term, letter) => tex.over("\\sum", letter, term, 0), body);
  }

  /** The element of a row: the largest where the index is that of the largest. */
  #pick(from: Node | Tensor, at: Node | Tensor, places: readonly string[], depth: number): Term {
    const outer = places.slice(0, -1);
    const index = this.write(at, places, depth).text;
    const letter = letterAt(depth);
    const each = tex.over("\\max", letter, this.write(from, [...outer, letter], depth + 1), -Infinity);
    return index === `\\arg${each.text}` ? each : this.write(from, [...outer, index], depth);
  }

  #softmax(x: Node | Tensor, outer: readonly string[], place: string, depth: number): Term {
    const [first, second] = this.#names.keys();
    const names = new Set(this.#names.values());
    if (x === first && !names.has("p")) return tex.symbol("p", [...outer, place]);
    if (x === second && !names.has("q")) return tex.symbol("q", [...outer, place]);
    const whole = this.write(x, [...outer, ""], depth);
    if (whole.text.includes("\\begin{cases}") && place !== "") {
      const letter = letterAt(depth);
      const share = (index: string): Term => tex.exponential(this.write(x, [...outer, index], depth + 1));
      return tex.quotient(share(place), tex.over("\\sum", letter, share(letter), 0));
    }
    return tex.symbol(tex.call(tex.operatorName("softmax"), whole).text, [place]);
  }
}

/** The places of an operand that is broadcast: the last axes of the result, none where it has but one element. */
const fit = (shape: Shape, places: readonly string[]): string[] =>
  shape.map((extent, axis) => (extent === 1 ? "" : (places[places.length - shape.length + axis] ?? "")));

/** The places before axes of extent 1 came or went; undefined where the others changed as well. */
function placesBefore(before: Shape, after: Shape, places: readonly string[]): string[] | undefined {
  const kept = after.flatMap((extent, axis) => (extent === 1 ? [] : [{ extent, place: places[axis] ?? "" }]));
  const wide = before.filter((extent) => extent !== 1);
  if (wide.length !== kept.length || wide.some((extent, i) => extent !== kept[i]?.extent)) return undefined;
  const left = kept.values();
  return before.map((extent) => (extent === 1 ? "" : (left.next().value?.place ?? "")));
}
