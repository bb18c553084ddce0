import type { CompiledRows } from "./compiledRows.ts";
import type { Expression } from "./expression.ts";
import { javascriptOp, nameOf, operand } from "./javascriptOps.ts";
import { printReduction } from "./javascriptReductions.ts";
import type { Phase, Schedule, Step, Sweep } from "./schedule.ts";

/** How a program names what it reads and writes. */
export interface InputNames {
  readonly rowElement: (input: number, place: string) => string;
  readonly rowNumber: (input: number) => string;
  readonly outputElement: (output: number, place: string) => string;
  readonly outputNumber: (output: number) => string;
  /** An element that is read of scratch memory or of a table. */
  readonly memoryElement: (memory: string, place: string) => string;
}

const ofManyRows: InputNames = {
  rowElement: (input, place) => `x${input}[base + ${place}]`,
  rowNumber: (input) => `x${input}[row]`,
  outputElement: (output, place) => `out${output}[base + ${place}]`,
  outputNumber: (output) => `out${output}[row]`,
  memoryElement: (memory, place) => `${memory}[${place}]`,
};

/** Prints a row program as JavaScript, and compiles it. */
export class JavaScriptPrinter {
  readonly #schedule: Schedule;
  readonly #widthText: string;
  readonly #names: InputNames;
  readonly #boundNames = new Map<unknown, string>();
  readonly #scratch = new Map<Expression, string>();
  readonly #lines: string[] = [];

  /** @param names - how an element of an input row is named, and a number of a row. */
  constructor(schedule: Schedule, names: InputNames = ofManyRows, widthText = String(schedule.width)) {
    this.#schedule = schedule;
    this.#names = names;
    this.#widthText = widthText;
  }

  /** @param otherwise - the program for rows in which something is not as it was assumed, if anything was. */
  compile(otherwise?: CompiledRows): CompiledRows {
    const source = this.print(otherwise ? this.#bind(otherwise, "otherwise") : "");
    // Where a page forbids this, it throws, and who called computes op by op.
    // oxlint-disable-next-line typescript/no-implied-eval
    const make = new Function(...this.#boundNames.values(), source) as (...bound: unknown[]) => CompiledRows;
    return make(...this.#boundNames.keys());
  }

  print(otherwise: string): string {
    const { assumed, inputs, outputs, width } = this.#schedule;
    const lines = [...this.printRow()];
    const check = assumed.map(operand).join(" + ");
    if (assumed.length > 0 && otherwise === "") throw new TypeError("rowProgram: something is assumed");
    if (assumed.length > 0) lines.push(`if ((${check}) * 0 !== 0) ${otherwise}(1, inputs, outputs, row);`);
    return [
      "return function rows(count, inputs, outputs, first = 0) {",
      ...inputs.map((input) => `const x${input} = inputs[${input}];`),
      ...outputs.map((_, k) => `const out${k} = outputs[${k}];`),
      `for (let row = first; row < first + count; row++) { const base = row * ${width};`,
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
    const { outputs, phases, scalars } = this.#schedule;
    for (const phase of phases) this.#printPhase(phase);
    this.#printScalars(scalars);
    for (const [k, { expression, isRow, patch }] of outputs.entries()) {
      const value = operand(expression);
      // The same number at every place of a row.
      const fill = `for (let j = 0; j < ${this.#widthText}; j++) ${this.#names.outputElement(k, "j")} = ${value};`;
      if (!expression.isVector) this.#lines.push(isRow ? fill : `${this.#names.outputNumber(k)} = ${value};`);
      if (patch) this.#lines.push(`${this.#names.outputElement(k, operand(patch.index))} = ${operand(patch.value)};`);
    }
    return this.#lines;
  }

  #printPhase({ outputs, reductions, scalars, steps, sweeps }: Phase): void {
    this.#printScalars(scalars);
    const body = steps.map((step) => this.#step(step));
    const behind: string[] = [];
    for (const each of reductions) {
      const { after, before, line } = printReduction(each, () => this.#scratchFor(each.vector));
      this.#lines.push(before);
      body.push(line);
      behind.push(...after);
    }
    for (const { expression, output } of outputs)
      body.push(`${this.#names.outputElement(output, "j")} = ${operand(expression)};`);
    if (body.length > 0) this.#lines.push(`for (let j = 0; j < ${this.#widthText}; j++) {`, ...body, "}", ...behind);
    for (const sweep of sweeps) this.#printSweep(sweep);
  }

  #printSweep({ expression, passes }: Sweep): void {
    const scratch = this.#scratchFor(expression);
    const forth = `for (let j = 0; j < ${this.#widthText}; j++) {`;
    const back = `for (let j = ${this.#widthText} - 1; j >= 0; j--) {`;
    const value = operand(expression.vector);
    const print = (steps: readonly Step[] = [], head: string, line: string): void => {
      this.#lines.push("{ let s = 0;", head, ...steps.map((step) => this.#step(step)), line, "} }");
    };
    if (expression.kind === "cumsum") {
      const { exclusive, reverse } = expression;
      const line = exclusive ? `${scratch}[j] = s; s += ${value};` : `s += ${value}; ${scratch}[j] = s;`;
      print(passes[0], reverse ? back : forth, line);
    } else {
      // The sums of the elements before and of those behind: no difference, so no digit is lost.
      print(passes[0], forth, `${scratch}[j] = s; s += ${value};`);
      print(passes[1], back, `${scratch}[j] = ${this.#names.memoryElement(scratch, "j")} + s; s += ${value};`);
    }
  }

  #printScalars(scalars: readonly Expression[]): void {
    for (const each of scalars) this.#lines.push(`const ${nameOf(each)} = ${this.#scalar(each)};`);
  }

  /** The line that computes, or reads, a vector's element at place j. */
  #step({ expression, from, isKept }: Step): string {
    const value =
      from === "memory"
        ? this.#names.memoryElement(this.#scratchFor(expression), "j")
        : this.#vectorElement(expression, "j");
    return `const ${nameOf(expression)} = ${isKept ? `${this.#scratchFor(expression)}[j] = ` : ""}${value};`;
  }

  #vectorElement(each: Expression, index: string): string {
    switch (each.kind) {
      case "call":
        return this.#call(each);
      case "input":
        return this.#names.rowElement(each.input, index);
      case "place":
        return index;
      case "table":
        return this.#names.memoryElement(this.#bind(each.table, "table"), index);
      case "oneHot":
        return `(${index} === ${operand(each.index)} ? ${operand(each.value)} : 0)`;
      case "sumOthers":
      case "cumsum":
        return this.#names.memoryElement(this.#scratchFor(each), index);
      default:
        throw new TypeError(`rowProgram: ${each.kind} is no vector`);
    }
  }

  #scalar(each: Expression): string {
    switch (each.kind) {
      case "input":
        return this.#names.rowNumber(each.input);
      case "table":
        return this.#names.memoryElement(this.#bind(each.table, "table"), each.index ? operand(each.index) : "0");
      case "call":
        return this.#call(each);
      case "at":
        return this.#vectorElement(each.vector, operand(each.index));
      default:
        throw new TypeError(`rowProgram: ${each.kind} is asked before its loop`);
    }
  }

  #call(each: Expression & { readonly kind: "call" }): string {
    return javascriptOp(each) ?? `${this.#bind(each.f, each.name)}(${each.inputs.map(operand).join(", ")})`;
  }

  #scratchFor(each: Expression): string {
    const name = this.#scratch.get(each) ?? this.#bind(new Float64Array(this.#schedule.width), "scratch");
    this.#scratch.set(each, name);
    return name;
  }

  #bind(value: unknown, prefix: string): string {
    const known = this.#boundNames.get(value);
    if (known) return known;
    const taken = new Set(this.#boundNames.values());
    let name = prefix;
    for (let n = 2; taken.has(name); n++) name = `${prefix}${n}`;
    this.#boundNames.set(value, name);
    return name;
  }
}
