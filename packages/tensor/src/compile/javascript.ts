import type { Expression } from "./expression.ts";
import { javascriptOp } from "./javascriptOps.ts";
import type { Phase, Schedule, Step, Sweep } from "./schedule.ts";

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

  compile(): CompiledRows {
    const source = this.print();
    // Where a page forbids this, it throws, and who called computes op by op.
    // oxlint-disable-next-line typescript/no-implied-eval
    const make = new Function(...this.#boundNames.values(), source) as (...bound: unknown[]) => CompiledRows;
    return make(...this.#boundNames.keys());
  }

  print(): string {
    const { inputs, outputs, width } = this.#schedule;
    const lines = this.printRow();
    return [
      "return function rows(count, inputs, outputs) {",
      ...inputs.map((input) => `const x${input} = inputs[${input}];`),
      ...outputs.map((_, k) => `const out${k} = outputs[${k}];`),
      `for (let row = 0; row < count; row++) { const base = row * ${width};`,
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
    for (const [k, { expression, isRow }] of outputs.entries()) {
      if (expression.isVector) continue;
      const value = operand(expression);
      // The same number at every place of a row.
      const fill = `for (let j = 0; j < ${this.#widthText}; j++) ${this.#names.outputElement(k, "j")} = ${value};`;
      this.#lines.push(isRow ? fill : `${this.#names.outputNumber(k)} = ${value};`);
    }
    return this.#lines;
  }

  #printPhase({ outputs, reductions, scalars, steps, sweeps }: Phase): void {
    this.#printScalars(scalars);
    const body = steps.map((step) => this.#step(step));
    for (const each of reductions) {
      const [name, value] = [nameOf(each), operand(each.vector)];
      this.#lines.push(`let ${name} = 0;`);
      if (each.kind === "sum") body.push(`${name} += ${value};`);
      else if (each.kind === "sumExcept") body.push(`if (j !== ${operand(each.index)}) ${name} += ${value};`);
      else {
        const [most, started] = [`m${each.id}`, `started${each.id}`];
        this.#lines.push(`let ${most} = -Infinity, ${started} = false;`);
        // The first of equals, NaN before all.
        body.push(
          `if (!${started} || ${value} > ${most} || (${value} !== ${value} && ${most} === ${most})) { ${started} = true; ${most} = ${value}; ${name} = j; }`,
        );
      }
    }
    for (const { expression, output } of outputs)
      body.push(`${this.#names.outputElement(output, "j")} = ${operand(expression)};`);
    if (body.length > 0) this.#lines.push(`for (let j = 0; j < ${this.#widthText}; j++) {`, ...body, "}");
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
      print(passes[1], back, `${scratch}[j] += s; s += ${value};`);
    }
  }

  #printScalars(scalars: readonly Expression[]): void {
    for (const each of scalars) this.#lines.push(`const ${nameOf(each)} = ${this.#scalar(each)};`);
  }

  /** The line that computes, or reads, a vector's element at place j. */
  #step({ expression, from, isKept }: Step): string {
    const value = from === "memory" ? `${this.#scratchFor(expression)}[j]` : this.#vectorElement(expression, "j");
    return `const ${nameOf(expression)} = ${isKept ? `${this.#scratchFor(expression)}[j] = ` : ""}${value};`;
  }

  #vectorElement(each: Expression, index: string): string {
    switch (each.kind) {
      case "call":
        return this.#call(each.name, each.f, each.inputs.map(operand));
      case "input":
        return this.#names.rowElement(each.input, index);
      case "place":
        return index;
      case "table":
        return `${this.#bind(each.table, "table")}[${index}]`;
      case "oneHot":
        return `(${index} === ${operand(each.index)} ? ${operand(each.value)} : 0)`;
      case "sumOthers":
      case "cumsum":
        return `${this.#scratchFor(each)}[${index}]`;
      default:
        throw new TypeError(`rowProgram: ${each.kind} is no vector`);
    }
  }

  #scalar(each: Expression): string {
    switch (each.kind) {
      case "input":
        return this.#names.rowNumber(each.input);
      case "table":
        return `${this.#bind(each.table, "table")}[${each.index ? operand(each.index) : "0"}]`;
      case "call":
        return this.#call(each.name, each.f, each.inputs.map(operand));
      case "at":
        return this.#vectorElement(each.vector, operand(each.index));
      default:
        throw new TypeError(`rowProgram: ${each.kind} is asked before its loop`);
    }
  }

  #call(name: string, f: (...x: number[]) => number, operands: readonly string[]): string {
    return javascriptOp(name, f, operands) ?? `${this.#bind(f, name)}(${operands.join(", ")})`;
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

const nameOf = ({ id, isVector }: Expression): string => `${isVector ? "v" : "s"}${id}`;

/** The name of what is computed by now; a number as it is. */
function operand(each: Expression): string {
  if (each.kind !== "number") return nameOf(each);
  return Object.is(each.value, -0) ? "-0" : each.value < 0 ? `(${each.value})` : String(each.value);
}
