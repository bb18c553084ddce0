import { constant, valueOf } from "./constants.ts";
import { memoryAt, simd } from "./instructions.ts";
import { i32 } from "./scalars.ts";
import {
  type Body,
  Local,
  type Operand,
  type Statement,
  typeCode,
  Value,
  type ValueType,
  valueTypes,
  write,
} from "./value.ts";
import { Writer } from "./writer.ts";

const noResult = 0x40;

/** A place that `branch` goes to: the end of a block, or the start of a loop. */
export interface Label {
  readonly depth: number;
}

/** What a function must know of its module. */
export interface FunctionContext {
  readonly parameterCount: number;
  readonly relaxed: boolean;
  /** Are constants read once, before everything else? */
  readonly hoists: boolean;
  /** The index of the global that holds a constant. */
  readonly globalOf: (bytes: Uint8Array) => number;
}

/** The body of a function: each method appends a statement. Made by `ModuleBuilder.function`. */
export class FunctionBuilder implements Body {
  readonly code = new Writer();
  readonly relaxed: boolean;
  readonly #context: FunctionContext;
  /** Of the locals behind the parameters. */
  readonly #types: ValueType[] = [];
  /** By the global that a constant comes from, the local that it is held in. */
  readonly #constants = new Map<number, number>();
  #depth = 0;

  constructor(context: FunctionContext) {
    this.#context = context;
    this.relaxed = context.relaxed;
  }

  /** A new variable, set here to a value or, given a type, to 0. */
  local<T extends ValueType>(initial: Value<T> | T): Local<T> {
    // Also where it is 0: what stands in a loop comes here again.
    const value = typeof initial === "string" ? constant(initial, 0) : initial;
    const local = new Local(value.type, this.#declare(value.type));
    this.set(local, value);
    return local;
  }

  #declare(type: ValueType): number {
    return this.#context.parameterCount + this.#types.push(type) - 1;
  }

  set<T extends ValueType>(local: Local<T>, value: Value<T>): void {
    write(this, 0x21, [value], [local.index]);
  }

  /** Writes a value to memory. */
  store(at: Operand<"i32">, value: Value, offset = 0): void {
    const opcode = value.type === "v128" ? simd(11) : 0x36 + valueTypes.indexOf(value.type);
    write(this, opcode, [valueOf("i32", at), value], memoryAt(offset));
  }

  /** Writes the lower 16 bits of a value to memory. */
  store16(at: Operand<"i32">, value: Value<"i32">, offset = 0): void {
    write(this, 0x3b, [valueOf("i32", at), value], memoryAt(offset));
  }

  /** Copies bytes within the memory; the two places may overlap. */
  copy(to: Operand<"i32">, from: Operand<"i32">, bytes: Operand<"i32">): void {
    write(this, 0xfc000a, ofI32(to, from, bytes), [0, 0]);
  }

  /** Sets bytes of the memory to a value of 0 to 255. */
  fill(at: Operand<"i32">, value: Operand<"i32">, bytes: Operand<"i32">): void {
    write(this, 0xfc000b, ofI32(at, value, bytes), [0]);
  }

  /** Evaluates and drops the result, if there is one. */
  run(statement: Statement): void {
    statement.emit(this);
    if (statement instanceof Value) this.code.byte(0x1a);
  }

  if(condition: Operand<"i32">, then: () => void, otherwise?: () => void): void {
    valueOf("i32", condition).emit(this);
    this.#nest(0x04, () => {
      then();
      if (otherwise !== undefined) {
        this.code.byte(0x05);
        otherwise();
      }
    });
  }

  /** What stands behind it is reached by `branch(exit)` or at its end. */
  block(body: (exit: Label) => void): void {
    this.#nest(0x02, body);
  }

  /** Ends at its end; `branch(again)` goes back to its start. */
  loop(body: (again: Label) => void): void {
    this.#nest(0x03, body);
  }

  #nest(opcode: number, body: (label: Label) => void): void {
    this.code.instruction(opcode, [noResult]);
    this.#depth++;
    body({ depth: this.#depth });
    this.#depth--;
    this.code.byte(0x0b);
  }

  branch(label: Label, condition?: Operand<"i32">): void {
    const conditions = condition === undefined ? [] : ofI32(condition);
    write(this, 0x0c + conditions.length, conditions, [this.#depth - label.depth]);
  }

  /** The condition is asked for twice: before the loop and at the end of each turn. */
  while(condition: () => Value<"i32">, body: () => void): void {
    this.if(condition(), () =>
      this.loop((again) => {
        body();
        this.branch(again, condition());
      }),
    );
  }

  /** Counts from `from` as long as it is below `to` (with signs). */
  for(from: Operand<"i32">, to: Operand<"i32">, step: number, body: (i: Local<"i32">) => void): void {
    const i = this.local(valueOf("i32", from));
    const end = typeof to === "number" ? to : this.local(to);
    this.while(
      () => i32.ltS(i, end),
      () => {
        body(i);
        this.set(i, i32.add(i, step));
      },
    );
  }

  return(value?: Value): void {
    write(this, 0x0f, value === undefined ? [] : [value]);
  }

  /**
   * V8 builds a `v128.const` anew wherever it stands, in a loop at each turn. So constants are globals, and read into locals at the top, or,
   * in a short function that is called often, where they are needed.
   */
  constant(bytes: Uint8Array): void {
    const global = this.#context.globalOf(bytes);
    if (!this.#context.hoists) return this.code.instruction(0x23, [global]);
    const local = this.#constants.get(global) ?? this.#declare("v128");
    this.#constants.set(global, local);
    this.code.instruction(0x20, [local]);
  }

  /** The function as the code section holds it: locals, constants into theirs, the body. */
  finish(): Uint8Array {
    const whole = new Writer();
    const runs: { type: ValueType; count: number }[] = [];
    for (const type of this.#types) {
      const last = runs.at(-1);
      if (last?.type === type) last.count++;
      else runs.push({ type, count: 1 });
    }
    whole.unsigned(runs.length);
    for (const { type, count } of runs) {
      whole.unsigned(count);
      whole.byte(typeCode(type));
    }
    for (const [global, local] of this.#constants) {
      whole.instruction(0x23, [global]);
      whole.instruction(0x21, [local]);
    }
    whole.append(this.code.bytes);
    whole.byte(0x0b);
    return whole.bytes;
  }
}

const ofI32 = (...operands: readonly Operand<"i32">[]): readonly Value[] =>
  operands.map((each) => valueOf("i32", each));
