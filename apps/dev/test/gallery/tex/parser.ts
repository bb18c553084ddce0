import { asNumber, at, functionOf, lift, type Piece, type Value } from "./values.ts";

const token =
  /\\hat\{y\}|\\(?:mathit|operatorname)\{\w+\}|\\begin\{cases\}|\\end\{cases\}|\\text\{otherwise\}|\\\\|\\[a-zA-Z]+|\d+(?:\.\d+)?|\S/g;
const ignored = new Set(["\\left", "\\right"]);
const relations: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  "=": (a, b) => a === b,
  "\\ne": (a, b) => a !== b,
  "<": (a, b) => a < b,
  "\\le": (a, b) => a <= b,
  ">": (a, b) => a > b,
  "\\gt": (a, b) => a > b,
  "\\ge": (a, b) => a >= b,
};
/** Before these a product is at its end. */
const ends = new Set([...Object.keys(relations), ..."+-,&)]}".split(""), "\\\\", "\\end{cases}", "\\quad", ":"]);

/** Names as they stand in an environment. */
const nameOf = (text: string): string => /\{(\w+)\}/.exec(text)?.[1]?.replace(/^y$/, "ŷ") ?? text.replace("\\", "");

/** Reads the part of TeX in which formulas of losses are written; what it does not know is an error. */
export class Parser {
  readonly #tokens: readonly string[];
  #next = 0;
  #bars = 0;

  constructor(text: string) {
    this.#tokens = (text.match(token) ?? []).filter((each) => !ignored.has(each));
  }

  /** The whole text as one expression. */
  whole(): Piece {
    const piece = this.#sum();
    if (this.#next < this.#tokens.length) throw new SyntaxError(`${this.#peek()} is left over`);
    return piece;
  }

  #peek = (): string => this.#tokens[this.#next] ?? "";

  #take(expected?: string): string {
    const found = this.#peek();
    if (expected !== undefined && found !== expected)
      throw new SyntaxError(`${found || "the end"}, expected ${expected}`);
    this.#next += 1;
    return found;
  }

  #isNext(text: string): boolean {
    if (this.#peek() !== text) return false;
    this.#next += 1;
    return true;
  }

  #relation(): Piece {
    const left = this.#sum();
    const compare = relations[this.#peek()];
    if (!compare) return left;
    this.#next += 1;
    const right = this.#sum();
    return (names) => lift((a = 0, b = 0) => Number(compare(a, b)), left(names), right(names));
  }

  #sum(): Piece {
    let total = this.#isNext("-") ? negative(this.#product()) : this.#product();
    while (this.#peek() === "+" || this.#peek() === "-") {
      const [left, isSum] = [total, this.#take() === "+"];
      const right = this.#product();
      total = (names) => lift((a = 0, b = 0) => (isSum ? a + b : a - b), left(names), right(names));
    }
    return total;
  }

  #product(): Piece {
    let whole = this.#factor();
    while (this.#peek() !== "" && !ends.has(this.#peek()) && !(this.#bars > 0 && this.#peek() === "|")) {
      this.#isNext("\\cdot");
      const [left, right] = [whole, this.#factor()];
      whole = (names) => lift((a = 0, b = 0) => a * b, left(names), right(names));
    }
    return whole;
  }

  /** What binds tightest, with its index and power. */
  #factor(): Piece {
    let piece = this.#atom();
    for (;;) {
      const base = piece;
      if (this.#isNext("_")) {
        const indices = this.#indices();
        piece = (names) =>
          at(
            base(names),
            indices.map((index) => asNumber(index(names))),
          );
      } else if (this.#isNext("^")) {
        const exponent = this.#atom();
        piece = (names) => lift((a = 0, b = 0) => a ** b, base(names), exponent(names));
      } else return piece;
    }
  }

  #atom(): Piece {
    const text = this.#take();
    if (/^\d/.test(text)) return () => Number(text);
    switch (text) {
      case "(":
        return this.#until(")", () => this.#relation());
      case "[":
        return this.#until("]", () => this.#relation());
      case "{":
        return this.#until("}", () => this.#sum());
      case "|": {
        this.#bars += 1;
        const inner = this.#sum();
        this.#take("|");
        this.#bars -= 1;
        return (names) => lift(Math.abs, inner(names));
      }
      case "\\frac": {
        const [above, below] = [this.#atom(), this.#atom()];
        return (names) => lift((a = 0, b = 1) => a / b, above(names), below(names));
      }
      case "\\sum":
        return this.#over((values) => values.reduce((total, [, value]) => total + value, 0));
      case "\\arg":
        this.#take("\\max");
        return this.#over((values) => values.reduce((best, each) => (each[1] > best[1] ? each : best))[0]);
      case "\\max":
      case "\\min":
        if (this.#peek() === "_") {
          const pick = text === "\\max" ? Math.max : Math.min;
          return this.#over((values) => pick(...values.map(([, value]) => value)));
        }
        break;
      case "\\begin{cases}":
        return this.#cases();
      default:
    }
    const name = nameOf(text);
    const f = functionOf(name);
    if (f) return this.#call(f);
    return (names) => {
      const value = names.get(name) ?? { e: Math.E, pi: Math.PI }[name];
      if (value === undefined) throw new ReferenceError(`${name} means nothing here`);
      return value;
    };
  }

  #until(close: string, read: () => Piece): Piece {
    // Bars within parentheses are their own.
    const bars = this.#bars;
    this.#bars = 0;
    const piece = read();
    this.#take(close);
    this.#bars = bars;
    return piece;
  }

  /** A function of what stands in parentheses, or of the one factor behind it. */
  #call(f: (...x: Value[]) => Value): Piece {
    if (!this.#isNext("(")) {
      const only = this.#peek() === "{" ? this.#atom() : this.#factor();
      return (names) => f(only(names));
    }
    const inputs: Piece[] = [];
    do inputs.push(this.#sum());
    while (this.#isNext(","));
    this.#take(")");
    return (names) => f(...inputs.map((input) => input(names)));
  }

  /** Indices: names side by side, or one expression. */
  #indices(): Piece[] {
    if (this.#peek() !== "{") return [this.#atom()];
    const close = this.#tokens.indexOf("}", this.#next);
    const inner = this.#tokens.slice(this.#next + 1, close);
    if (!inner.every((each) => /^[a-z]$/.test(each))) return [this.#atom()];
    this.#next = close + 1;
    return inner.map((name) => (names) => names.get(name) ?? Number.NaN);
  }

  /** An operator over the classes, or over whole numbers from a bound to another. */
  #over(join: (values: readonly (readonly [number, number])[]) => number): Piece {
    this.#take("_");
    const isGroup = this.#isNext("{");
    const index = this.#take();
    const sign = isGroup ? this.#peek() : "";
    const compare = relations[sign];
    if (compare) this.#next += 1;
    const bound = compare && this.#sum();
    if (isGroup) this.#take("}");
    const last = this.#isNext("^") ? this.#atom() : undefined;
    const body = this.#product();
    return (names) => {
      const limit = bound ? asNumber(bound(names)) : 0;
      const places = last
        ? Array.from({ length: asNumber(last(names)) - limit + 1 }, (_, i) => limit + i)
        : Array.from({ length: asNumber(names.get("C") ?? 0) }, (_, i) => i).filter((i) => compare?.(i, limit) ?? true);
      return join(places.map((i) => [i, asNumber(body(new Map([...names, [index, i]])))] as const));
    };
  }

  #cases(): Piece {
    const yes = this.#sum();
    this.#take("&");
    const condition = this.#relation();
    this.#take("\\\\");
    const no = this.#sum();
    this.#take("&");
    this.#take("\\text{otherwise}");
    this.#take("\\end{cases}");
    return (names) => (asNumber(condition(names)) === 0 ? no(names) : yes(names));
  }
}

const negative =
  (piece: Piece): Piece =>
  (names) =>
    lift((a = 0) => -a, piece(names));
