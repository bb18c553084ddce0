import type { Expression } from "./expression.ts";
import { CompileError } from "./graph.ts";
import { nameOf } from "./javascriptOps.ts";
import type { Phase, Schedule, Step, Sweep } from "./schedule.ts";
import type { RowInput } from "./tracedRows.ts";
import { lanes } from "./wgslGroup.ts";
import { moduleOf } from "./wgslModule.ts";
import { wgslNumber, wgslOp, wgslOperand, wgslPlace } from "./wgslOps.ts";
import type { WgslBinding, WgslProgram } from "./wgslProgram.ts";
import { printReduction } from "./wgslReductions.ts";

/** From here on a row has a workgroup to itself; below, an invocation. */
const wide = 64;

/** Prints a schedule that keeps nothing as a compute shader. */
export class WgslPrinter {
  readonly #schedule: Schedule;
  readonly #inputs: readonly RowInput[];
  readonly #isWide: boolean;
  readonly #width: string;
  readonly #tables = new Map<ArrayLike<number>, string>();
  readonly #lines: string[] = [];

  constructor(schedule: Schedule, inputs: readonly RowInput[]) {
    this.#schedule = schedule;
    this.#inputs = inputs;
    this.#isWide = schedule.width >= wide;
    this.#width = `${schedule.width}u`;
  }

  print(): WgslProgram {
    const { outputs, phases, scalars } = this.#schedule;
    for (const phase of phases) this.#phase(phase);
    this.#scalars(scalars);
    for (const [k, output] of outputs.entries()) this.#output(k, output);
    const bindings = this.#bindings();
    const code = moduleOf(bindings, [...this.#tableLines(), ...this.#main(bindings)]);
    return { code, bindings, rowsPerWorkgroup: this.#isWide ? 1 : lanes };
  }

  #bindings(): readonly WgslBinding[] {
    const { inputs, outputs, rows, width } = this.#schedule;
    return [
      { holds: "count" },
      ...inputs.map((input): WgslBinding => {
        const { dtype, form } = this.#inputs[input] as RowInput;
        const type = dtype === "float32" || dtype === "float64" ? "f32" : "i32";
        return { holds: "input", input, type, numbers: form === "row" ? width : 1 };
      }),
      ...outputs.map(({ isRow, expression }, output): WgslBinding => {
        return { holds: "output", output, numbers: isRow || expression.isVector ? width : 1 };
      }),
      ...(this.#isWide && rows.length > 0 ? [{ holds: "scratch", numbers: rows.length * width } as const] : []),
    ];
  }

  #main(bindings: readonly WgslBinding[]): readonly string[] {
    const { rows, width } = this.#schedule;
    const isOfRows = bindings.some((each) => "numbers" in each && each.numbers > 1);
    const parameters = this.#isWide
      ? "@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32"
      : "@builtin(global_invocation_id) invocation: vec3u, @builtin(num_workgroups) groups: vec3u";
    const [first, step] = this.#isWide ? ["group.x", "groups.x"] : ["invocation.x", `groups.x * ${lanes}u`];
    const memory = this.#isWide
      ? [`let own = group.x * ${rows.length * width}u;`]
      : rows.map(({ id }) => `var memory${id}: array<f32, ${width}>;`);
    return [
      `@compute @workgroup_size(${lanes})`,
      `fn main(${parameters}) {`,
      ...(rows.length > 0 ? memory : []),
      `for (var row = ${first}; row < count; row += ${step}) {`,
      ...(isOfRows ? [`let base = row * ${this.#width};`] : []),
      ...this.#lines,
      "}",
      "}",
    ];
  }

  #tableLines(): string[] {
    return [...this.#tables].map(([table, name]) => {
      const numbers = Array.from(table, wgslNumber).join(", ");
      return `const ${name} = array<f32, ${table.length}>(${numbers});`;
    });
  }

  #phase({ outputs, reductions, scalars, steps, sweeps }: Phase): void {
    this.#scalars(scalars);
    const printed = reductions.map((each) => printReduction(each, this.#isWide));
    const body = [
      ...steps.map((step) => this.#step(step)),
      ...printed.map(({ line }) => line),
      ...outputs.map(({ expression, output }) => `out${output}[base + j] = ${wgslOperand(expression)};`),
    ];
    this.#lines.push(...printed.map(({ before }) => before));
    if (body.length > 0) this.#lines.push(this.#places, ...body, "}");
    this.#lines.push(...printed.flatMap(({ after }) => after));
    for (const sweep of sweeps) this.#sweep(sweep);
  }

  get #places(): string {
    const [first, step] = this.#isWide ? ["lane", `${lanes}u`] : ["0u", "1u"];
    return `for (var j = ${first}; j < ${this.#width}; j += ${step}) {`;
  }

  #sweep({ expression, passes }: Sweep): void {
    const value = wgslOperand(expression.vector);
    const [forth = [], back = []] = passes;
    const memory = this.#scratch(expression, "j");
    const [ahead, behind] = this.#isWide ? ["around.x", "around.y"] : ["0.0", "0.0"];
    const before = `${memory} = s; s += ${value};`;
    this.#lines.push("{");
    if (this.#isWide) {
      const part = Math.ceil(this.#schedule.width / lanes);
      this.#lines.push(`let first = lane * ${part}u;`, `let last = min(first + ${part}u, ${this.#width});`);
      // Others may still be reading what stood there for the row before.
      this.#lines.push("storageBarrier();", "var around = vec2f();");
      this.#pass(forth, false, "0.0", `s += ${value};`, ["around = sumsAround(s, lane);"]);
    } else this.#lines.push("let first = 0u;", `let last = ${this.#width};`);
    if (expression.kind === "cumsum") {
      const { exclusive, reverse } = expression;
      this.#pass(forth, reverse, reverse ? behind : ahead, exclusive ? before : `s += ${value}; ${memory} = s;`);
    } else {
      this.#pass(forth, false, ahead, before);
      this.#pass(back, true, behind, `${memory} += s; s += ${value};`);
    }
    this.#lines.push(...(this.#isWide ? ["storageBarrier();"] : []), "}");
  }

  /** From the first place to the last, or back, with a running sum. */
  #pass(steps: readonly Step[], isBack: boolean, start: string, line: string, after: readonly string[] = []): void {
    this.#lines.push(
      "{",
      `var s = ${start};`,
      "for (var i = first; i < last; i++) {",
      `let j = ${isBack ? "first + last - 1u - i" : "i"};`,
      ...steps.map((step) => this.#step(step)),
      line,
      "}",
      ...after,
      "}",
    );
  }

  #scalars(scalars: readonly Expression[]): void {
    for (const each of scalars) this.#lines.push(`let ${nameOf(each)} = ${this.#scalar(each)};`);
  }

  #output(output: number, { expression, isRow, patch }: Schedule["outputs"][number]): void {
    const once = (line: string): string => (this.#isWide ? `if (lane == 0u) { ${line} }` : line);
    const value = wgslOperand(expression);
    if (!expression.isVector)
      this.#lines.push(
        isRow ? `${this.#places} out${output}[base + j] = ${value}; }` : once(`out${output}[row] = ${value};`),
      );
    if (patch) {
      if (this.#isWide) this.#lines.push("storageBarrier();");
      this.#lines.push(once(`out${output}[base + ${wgslPlace(patch.index)}] = ${wgslOperand(patch.value)};`));
    }
  }

  #step({ expression }: Step): string {
    return `let ${nameOf(expression)} = ${this.#element(expression, "j")};`;
  }

  #element(each: Expression, index: string): string {
    switch (each.kind) {
      case "call":
        return wgslOp(each);
      case "input":
        return this.#input(each.input, `base + ${index}`);
      case "place":
        return `f32(${index})`;
      case "table":
        return `${this.#table(each.table)}[${index}]`;
      case "oneHot":
        return `select(0.0, ${wgslOperand(each.value)}, ${index} == ${wgslPlace(each.index)})`;
      case "sumOthers":
      case "cumsum":
        return this.#scratch(each, index);
      default:
        throw new TypeError(`rowWgsl: ${each.kind} is no vector`);
    }
  }

  #scalar(each: Expression): string {
    switch (each.kind) {
      case "input":
        return this.#input(each.input, "row");
      case "table":
        return `${this.#table(each.table)}[${each.index ? wgslPlace(each.index) : "0u"}]`;
      case "call":
        return wgslOp(each);
      case "at":
        return this.#element(each.vector, wgslPlace(each.index));
      default:
        throw new TypeError(`rowWgsl: ${each.kind} is asked before its loop`);
    }
  }

  #input(input: number, index: string): string {
    const dtype = this.#inputs[input]?.dtype;
    const element = `x${input}[${index}]`;
    return dtype === "float32" || dtype === "float64" ? element : `f32(${element})`;
  }

  #table(table: ArrayLike<number>): string {
    const isFinite = Array.from(table, Math.fround).every(Number.isFinite);
    if (!isFinite)
      throw new CompileError("rowWgsl: a constant row has an infinite number, which WGSL has no constant for");
    const name = this.#tables.get(table) ?? `table${this.#tables.size}`;
    this.#tables.set(table, name);
    return name;
  }

  #scratch(each: Expression, index: string): string {
    const { rows, width } = this.#schedule;
    return this.#isWide ? `scratch[own + ${rows.indexOf(each) * width}u + ${index}]` : `memory${each.id}[${index}]`;
  }
}
