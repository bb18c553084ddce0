import { address, i32, memoryAt, scalar } from "./scalars.ts";
import {
  type Body,
  Local,
  type Operand,
  type Statement,
  Value,
  type ValueType,
  type VectorConstant,
  writeOpcode,
} from "./value.ts";
import { stores, typeCodes, zeros } from "./types.ts";
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
  readonly globalOf: (constant: VectorConstant) => number;
}

/** The body of a function: each method appends a statement. Made by `ModuleBuilder.function`. */
export class FunctionBuilder implements Body {
  readonly code = new Writer(1024);
  readonly relaxed: boolean;
  readonly #context: FunctionContext;
  /** Of the locals behind the parameters. */
  readonly #types: ValueType[] = [];
  /** By their keys, the local that a constant is held in and the global that it comes from. */
  readonly #constants = new Map<unknown, { readonly local: number; readonly global: number }>();
  #depth = 0;

  constructor(context: FunctionContext) {
    this.#context = context;
    this.relaxed = context.relaxed;
  }

  /** A new variable, set here to a value or, given a type, to 0. */
  local<T extends ValueType>(initial: Value<T> | T): Local<T> {
    const type = typeof initial === "string" ? initial : initial.type;
    const local = new Local(type, this.#declare(type));
    // Also where it is 0: what stands in a loop comes here again.
    if (typeof initial === "string") this.#write(local, zeros[type]());
    else this.set(local, initial);
    return local;
  }

  #declare(type: ValueType): number {
    return this.#context.parameterCount + this.#types.push(type) - 1;
  }

  set<T extends ValueType>(local: Local<T>, value: Value<T>): void {
    this.#write(local, value);
  }

  #write(local: Local, value: Value): void {
    value.emit(this);
    this.code.byte(0x21);
    this.code.unsigned(local.index);
  }

  /** Writes a value to memory. */
  store(at: Operand<"i32">, value: Value, offset = 0): void {
    address(at).emit(this);
    value.emit(this);
    writeOpcode(this.code, stores[value.type]);
    for (const immediate of memoryAt(offset)) this.code.unsigned(immediate);
  }

  /** Writes the lower 16 bits of a value to memory. */
  store16(at: Operand<"i32">, value: Value<"i32">, offset = 0): void {
    address(at).emit(this);
    value.emit(this);
    writeOpcode(this.code, 0x3b);
    for (const immediate of memoryAt(offset)) this.code.unsigned(immediate);
  }

  /** Copies bytes within the memory; the two places may overlap. */
  copy(to: Operand<"i32">, from: Operand<"i32">, bytes: Operand<"i32">): void {
    for (const operand of [to, from, bytes]) address(operand).emit(this);
    writeOpcode(this.code, 0xfc000a);
    this.code.unsigned(0);
    this.code.unsigned(0);
  }

  /** Sets bytes of the memory to a value of 0 to 255. */
  fill(at: Operand<"i32">, value: Operand<"i32">, bytes: Operand<"i32">): void {
    for (const operand of [at, value, bytes]) address(operand).emit(this);
    writeOpcode(this.code, 0xfc000b);
    this.code.unsigned(0);
  }

  /** Evaluates and drops the result, if there is one. */
  run(statement: Statement): void {
    statement.emit(this);
    if (statement instanceof Value) this.code.byte(0x1a);
  }

  if(condition: Operand<"i32">, then: () => void, otherwise?: () => void): void {
    scalar("i32", condition).emit(this);
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
    this.code.byte(opcode);
    this.code.byte(noResult);
    this.#depth++;
    body({ depth: this.#depth });
    this.#depth--;
    this.code.byte(0x0b);
  }

  branch(label: Label, condition?: Operand<"i32">): void {
    if (condition !== undefined) scalar("i32", condition).emit(this);
    this.code.byte(condition === undefined ? 0x0c : 0x0d);
    this.code.unsigned(this.#depth - label.depth);
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
    const i = this.local(scalar("i32", from));
    const end = typeof to === "number" ? i32.const(to) : this.local(to);
    this.while(
      () => i32.ltS(i, end),
      () => {
        body(i);
        this.set(i, i32.add(i, step));
      },
    );
  }

  return(value?: Value): void {
    value?.emit(this);
    this.code.byte(0x0f);
  }

  /**
   * V8 builds a `v128.const` anew wherever it stands, in a loop at each turn. So constants are globals, and read into locals at the top, or,
   * in a short function that is called often, where they are needed.
   */
  constant(constant: VectorConstant): void {
    const { globalOf, hoists } = this.#context;
    if (!hoists) {
      this.code.byte(0x23);
      this.code.unsigned(globalOf(constant));
      return;
    }
    let known = this.#constants.get(constant.key);
    if (known === undefined) {
      known = { local: this.#declare("v128"), global: globalOf(constant) };
      this.#constants.set(constant.key, known);
    }
    this.code.byte(0x20);
    this.code.unsigned(known.local);
  }

  /** Appends the function as the code section holds it: locals, constants into theirs, the body. */
  finish(to: Writer): void {
    const head = new Writer();
    const runs: { type: ValueType; count: number }[] = [];
    for (const type of this.#types) {
      const last = runs.at(-1);
      if (last?.type === type) last.count++;
      else runs.push({ type, count: 1 });
    }
    head.unsigned(runs.length);
    for (const { type, count } of runs) {
      head.unsigned(count);
      head.byte(typeCodes[type]);
    }
    for (const { local, global } of this.#constants.values()) {
      head.byte(0x23);
      head.unsigned(global);
      head.byte(0x21);
      head.unsigned(local);
    }
    to.unsigned(head.length + this.code.length + 1);
    to.bytes(head.written());
    to.bytes(this.code.written());
    to.byte(0x0b);
  }
}
