import { collect, isReduction, isSweep, type Expression } from "./expression.ts";

/** A result: a row of numbers for each row, or one number. */
export interface RowOutput {
  readonly isRow: boolean;
  readonly expression: Expression;
}

/** A program for many rows, bound to its tables and scratch memory. */
export type CompiledRows = (
  count: number,
  inputs: readonly ArrayLike<number>[],
  outputs: readonly Float64Array[],
) => void;

/** How a program names what it reads and writes. */
export interface InputNames {
  readonly rowElement: (input: number, place: string) => string;
  readonly rowNumber: (input: number) => string;
  readonly outputElement: (output: number, place: string) => string;
  readonly outputNumber: (output: number) => string;
}

const ofManyRows: InputNames = {
  rowElement: (input, place) => `x${input}[base + ${place}]`,
  rowNumber: (input) => `x${input}[row]`,
  outputElement: (output, place) => `out${output}[base + ${place}]`,
  outputNumber: (output) => `out${output}[row]`,
};

const infix: Readonly<Record<string, string>> = { add: "+", sub: "-", mul: "*", div: "/" };

/**
 * Prints a row program as JavaScript and compiles it: phase by phase, first the numbers of the row, then one loop over its places that
 * adds up the reductions of the next phase and writes the vectors that are results of this one.
 */
export class JavaScriptPrinter {
  readonly #width: number;
  readonly #widthText: string;
  /** How an element of an input row is named, and a number of a row. */
  readonly #names: InputNames;
  readonly #outputs: readonly RowOutput[];
  readonly #vectorInputs: ReadonlySet<number>;
  readonly #bound: unknown[] = [];
  readonly #boundNames = new Map<unknown, string>();
  readonly #scratch = new Map<number, string>();
  readonly #lines: string[] = [];
  readonly #scalars = new Map<number, string>();

  constructor(
    width: number,
    outputs: readonly RowOutput[],
    vectorInputs: ReadonlySet<number>,
    names: InputNames = ofManyRows,
    widthText = String(width),
  ) {
    this.#width = width;
    this.#widthText = widthText;
    this.#names = names;
    this.#outputs = outputs;
    this.#vectorInputs = vectorInputs;
  }

  compile(): CompiledRows {
    const source = this.print();
    // Where a page forbids this, it throws, and who called computes op by op.
    // oxlint-disable-next-line typescript/no-implied-eval
    const make = new Function(...this.#boundNames.values(), source) as (...bound: unknown[]) => CompiledRows;
    return make(...this.#bound);
  }

  print(): string {
    const lines = this.printRow();
    const inputs = [...this.#inputIndices()].map((input) => `const x${input} = inputs[${input}];`);
    const results = this.#outputs.map((_, k) => `const out${k} = outputs[${k}];`);
    return [
      "return function rows(count, inputs, outputs) {",
      ...inputs,
      ...results,
      `for (let row = 0; row < count; row++) { const base = row * ${this.#width};`,
      ...lines,
      "} };",
    ].join("\n");
  }

  /** What the lines of `printRow` refer to: functions, tables and scratch memory, by name. */
  get bound(): readonly (readonly [name: string, value: unknown])[] {
    return [...this.#boundNames].map(([value, name]) => [name, value]);
  }

  /** The lines for one row. */
  printRow(): readonly string[] {
    const all = collect(this.#outputs.map(({ expression }) => expression));
    const reductions = all.filter(isReduction);
    const last = Math.max(...all.map(({ level }) => level));
    const loops = Array.from({ length: last + 1 }, (_, level) => ({
      reductions: reductions.filter((each) => each.level === level + 1),
      outputs: this.#outputs.filter(({ expression }) => expression.isVector && expression.level === level),
    }));
    const kept = this.#keep(
      loops.map(({ outputs, reductions: own }) => [
        ...own.map(vectorOf),
        ...outputs.map(({ expression }) => expression),
      ]),
    );
    for (const loop of loops) {
      if (loop.reductions.length + loop.outputs.length > 0) this.#printLoop(loop.reductions, loop.outputs, kept);
    }
    for (const [k, output] of this.#outputs.entries()) {
      if (output.expression.isVector) continue;
      const value = this.#scalar(output.expression);
      // The same number at every place of a row.
      const fill = `for (let j = 0; j < ${this.#widthText}; j++) ${this.#names.outputElement(k, "j")} = ${value};`;
      this.#lines.push(output.isRow ? fill : `${this.#names.outputNumber(k)} = ${value};`);
    }
    return this.#lines;
  }

  #inputIndices(): Set<number> {
    const all = collect(this.#outputs.map(({ expression }) => expression));
    return new Set(all.flatMap((each) => (each.kind === "input" ? [each.input] : [])));
  }

  /** The costly vectors that more than one loop needs: they are written once, and read after. */
  #keep(roots: readonly (readonly Expression[])[]): ReadonlySet<number> {
    const uses = new Map<number, number>();
    for (const loop of roots) {
      for (const each of collect(
        loop.filter((root) => root.isVector),
        ({ isVector, kind }) => isVector && !isSweep({ kind }),
      )) {
        if (each.kind === "call" && each.costly && each.isVector) uses.set(each.id, (uses.get(each.id) ?? 0) + 1);
      }
    }
    return new Set([...uses].filter(([, count]) => count > 1).map(([id]) => id));
  }

  #printLoop(reductions: readonly Expression[], outputs: readonly RowOutput[], kept: ReadonlySet<number>): void {
    const before: string[] = [];
    const body: string[] = [];
    const places = new Map<number, string>();
    const sweeps = reductions.filter(isSweep);
    const element = (each: Expression): string => this.#element(each, places, body, kept);
    for (const each of reductions) {
      const name = `r${each.id}`;
      if (each.kind === "sum") {
        before.push(`let ${name} = 0;`);
        const value = element(each.vector);
        body.push(`${name} += ${value};`);
      } else if (each.kind === "sumExcept") {
        before.push(`let ${name} = 0;`);
        const value = element(each.vector);
        body.push(`if (j !== ${this.#scalar(each.index)}) ${name} += ${value};`);
      } else if (each.kind === "argmax") {
        before.push(`let ${name} = 0, m${each.id} = -Infinity, started${each.id} = false;`);
        const value = element(each.vector);
        // The first of equals, NaN before all.
        body.push(
          `if (!started${each.id} || ${value} > m${each.id} || (${value} !== ${value} && m${each.id} === m${each.id})) { started${each.id} = true; m${each.id} = ${value}; ${name} = j; }`,
        );
      } else continue;
      this.#scalars.set(each.id, name);
    }
    for (const output of outputs) {
      const value = element(output.expression);
      body.push(`${this.#names.outputElement(this.#outputs.indexOf(output), "j")} = ${value};`);
    }
    if (body.length > 0) this.#lines.push(...before, `for (let j = 0; j < ${this.#widthText}; j++) {`, ...body, "}");
    for (const sweep of sweeps) this.#printSweep(sweep, kept);
  }

  #printSweep(sweep: Expression, kept: ReadonlySet<number>): void {
    const scratch = this.#scratchFor(sweep.id);
    const forth = `for (let j = 0; j < ${this.#widthText}; j++) {`;
    const back = `for (let j = ${this.#widthText} - 1; j >= 0; j--) {`;
    if (sweep.kind === "cumsum") {
      const line = sweep.exclusive ? `${scratch}[j] = s; s += VALUE;` : `s += VALUE; ${scratch}[j] = s;`;
      this.#printPass(sweep, sweep.reverse ? back : forth, line, kept);
    } else {
      // The sums of the elements before and of those behind: no difference, so no digit is lost.
      this.#printPass(sweep, forth, `${scratch}[j] = s; s += VALUE;`, kept);
      this.#printPass(sweep, back, `${scratch}[j] += s; s += VALUE;`, kept);
    }
  }

  #printPass(sweep: Expression, head: string, line: string, kept: ReadonlySet<number>): void {
    const body: string[] = [];
    const value = this.#element(vectorOf(sweep), new Map(), body, kept);
    this.#lines.push("{ let s = 0;", head, ...body, line.replace("VALUE", value), "} }");
  }

  /** The name of a vector's element at place j, with the lines that compute it. */
  #element(each: Expression, places: Map<number, string>, body: string[], kept: ReadonlySet<number>): string {
    if (!each.isVector) return this.#scalar(each);
    const known = places.get(each.id);
    if (known) return known;
    const name = `v${each.id}`;
    places.set(each.id, name);
    const own = (part: Expression): string => this.#element(part, places, body, kept);
    if (each.kind === "call") {
      const written = this.#scratch.get(each.id);
      if (written) {
        body.push(`const ${name} = ${written}[j];`);
        return name;
      }
      const value = this.#apply(each.name, each.f, each.inputs.map(own));
      const store = kept.has(each.id) ? `${this.#scratchFor(each.id)}[j] = ` : "";
      body.push(`const ${name} = ${store}${value};`);
      return name;
    }
    body.push(`const ${name} = ${this.#vectorElement(each, "j")};`);
    return name;
  }

  #vectorElement(each: Expression, index: string): string {
    switch (each.kind) {
      case "input":
        return this.#names.rowElement(each.input, index);
      case "place":
        return index;
      case "table":
        return `${this.#bind(each.table, "table")}[${index}]`;
      case "oneHot":
        return `(${index} === ${this.#scalar(each.index)} ? ${this.#scalar(each.value)} : 0)`;
      case "sumOthers":
      case "cumsum":
        return `${this.#scratchFor(each.id)}[${index}]`;
      default:
        throw new TypeError(`rowProgram: ${each.kind} is no vector`);
    }
  }

  /** The name or text of a number of the row, with the lines that compute it. */
  #scalar(each: Expression): string {
    const known = this.#scalars.get(each.id);
    if (known) return known;
    const text = this.#scalarText(each);
    if (each.kind === "number") return text;
    const name = `s${each.id}`;
    this.#lines.push(`const ${name} = ${text};`);
    this.#scalars.set(each.id, name);
    return name;
  }

  #scalarText(each: Expression): string {
    switch (each.kind) {
      case "number":
        return Object.is(each.value, -0) ? "-0" : each.value < 0 ? `(${each.value})` : String(each.value);
      case "input":
        return this.#vectorInputs.has(each.input)
          ? this.#names.rowElement(each.input, "0")
          : this.#names.rowNumber(each.input);
      case "table":
        return `${this.#bind(each.table, "table")}[${each.index ? this.#scalar(each.index) : "0"}]`;
      case "call":
        return this.#apply(
          each.name,
          each.f,
          each.inputs.map((input) => this.#scalar(input)),
        );
      case "at":
        return this.#vectorElement(each.vector, this.#scalar(each.index));
      default:
        throw new TypeError(`rowProgram: ${each.kind} is asked before its loop`);
    }
  }

  #apply(name: string, f: (...x: number[]) => number, operands: readonly string[]): string {
    const operator = infix[name];
    if (operator) return `${operands[0]} ${operator} ${operands[1]}`;
    if (name === "neg") return `-${operands[0]}`;
    if (Reflect.get(Math, f.name) === f) return `Math.${f.name}(${operands.join(", ")})`;
    return `${this.#bind(f, name)}(${operands.join(", ")})`;
  }

  #scratchFor(id: number): string {
    const known = this.#scratch.get(id);
    if (known) return known;
    const name = this.#bind(new Float64Array(this.#width), "scratch");
    this.#scratch.set(id, name);
    return name;
  }

  #bind(value: unknown, prefix: string): string {
    const known = this.#boundNames.get(value);
    if (known) return known;
    const taken = new Set(this.#boundNames.values());
    let name = prefix;
    for (let n = 2; taken.has(name); n++) name = `${prefix}${n}`;
    this.#boundNames.set(value, name);
    this.#bound.push(value);
    return name;
  }
}

const vectorOf = (reduction: Expression): Expression => {
  if ("vector" in reduction) return reduction.vector;
  throw new TypeError(`rowProgram: ${reduction.kind} is no reduction`);
};
