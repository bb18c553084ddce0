import { constant, valueOf } from "./constants.ts";
import { instruction, load, named } from "./instructions.ts";
import { type Local, type Operand, operation, type Value, type ValueType } from "./value.ts";

/** What i32 and i64 share: their opcodes lie in the same order. */
function integers<T extends "i32" | "i64">(type: T, loads: number, compares: number, arithmetic: number) {
  return {
    const: (value: number | bigint): Value<T> => constant(type, value),
    load: load(type, loads),
    eqz: instruction("i32", compares, type),
    ...named("eq ne ltS ltU gtS gtU leS leU geS geU", compares + 1, (opcode) => instruction("i32", opcode, type, type)),
    ...named("add sub mul divS divU remS remU and or xor shl shrS shrU", arithmetic, (opcode) =>
      instruction(type, opcode, type, type),
    ),
  };
}

/** What f32 and f64 share. */
function floats<T extends "f32" | "f64">(
  type: T,
  loads: number,
  compares: number,
  arithmetic: number,
  convert: number,
) {
  return {
    const: (value: number): Value<T> => constant(type, value),
    load: load(type, loads),
    ...named("eq ne lt gt le ge", compares, (opcode) => instruction("i32", opcode, type, type)),
    ...named("abs neg ceil floor trunc nearest sqrt", arithmetic, (opcode) => instruction(type, opcode, type)),
    ...named("add sub mul div min max copysign", arithmetic + 7, (opcode) => instruction(type, opcode, type, type)),
    ...named("fromI32S fromI32U", convert, (opcode) => instruction(type, opcode, "i32")),
  };
}

export const i32 = {
  ...integers("i32", 0x28, 0x45, 0x6a),
  ...named("load8S load8U load16S load16U", 0x2c, (opcode) => load("i32", opcode)),
  wrap: instruction("i32", 0xa7, "i64"),
  reinterpret: instruction("i32", 0xbc, "f32"),
  /** Towards 0; what is out of range becomes the nearest integer, NaN becomes 0. */
  truncSat: (x: Value<"f32" | "f64">): Value<"i32"> => operation("i32", x.type === "f32" ? 0xfc0000 : 0xfc0002, [x]),
};

export const i64 = {
  ...integers("i64", 0x29, 0x50, 0x7c),
  ...named("extendS extendU", 0xac, (opcode) => instruction("i64", opcode, "i32")),
  reinterpret: instruction("i64", 0xbd, "f64"),
};

export const f32 = {
  ...floats("f32", 0x2a, 0x5b, 0x8b, 0xb2),
  demote: instruction("f32", 0xb6, "f64"),
  reinterpret: instruction("f32", 0xbe, "i32"),
};

export const f64 = {
  ...floats("f64", 0x2b, 0x61, 0x99, 0xb7),
  promote: instruction("f64", 0xbb, "f32"),
  reinterpret: instruction("f64", 0xbf, "i64"),
};

/**
 * One of two values; both are evaluated.
 *
 * @param condition - an i32.
 * @param a - the value where the condition is not 0.
 * @param b - the value where it is 0.
 * @returns a or b.
 * @example
 * const module = new ModuleBuilder()
 * module.function("smaller", { parameters: ["i32", "i32"], result: "i32", export: true }, (f, a, b) => {
 *   f.return(select(i32.ltS(a, b), a, b));
 * })
 * module.instantiate().smaller(7, -3) // → -3
 */
export function select<T extends ValueType>(condition: Operand<"i32">, a: Value<T>, b: Value<T>): Value<T> {
  return operation(a.type, 0x1b, [a, b, valueOf("i32", condition)]);
}

/**
 * Sets a local within an expression.
 *
 * @param local - the local.
 * @param value - what it is set to.
 * @returns the value.
 * @example
 * const module = new ModuleBuilder()
 * module.function("fourfold", { parameters: ["i32"], result: "i32", export: true }, (f, x) => {
 *   const sum = f.local("i32");
 *   f.return(i32.add(tee(sum, i32.add(x, x)), sum));
 * })
 * module.instantiate().fourfold(3) // → 12
 */
export function tee<T extends ValueType>(local: Local<T>, value: Value<T>): Value<T> {
  return operation(local.type, 0x22, [value], [local.index]);
}
