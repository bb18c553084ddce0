import { Constant, type Local, Operation, type Operand, type Value, type ValueType } from "./value.ts";

type ScalarType = "i32" | "i64" | "f32" | "f64";

/** Loads promise no alignment: any address will do. */
export const memoryAt = (offset: number): readonly number[] => [0, offset];

/** A number or a value of a scalar type. */
export function scalar<T extends ScalarType>(type: T, operand: Operand<T>): Value<T> {
  return typeof operand === "number" ? new Constant(type, operand) : operand;
}

export const address = (operand: Operand<"i32">): Value<"i32"> => scalar("i32", operand);

type Unary<T extends ValueType, R extends ValueType> = (x: Operand<T>) => Value<R>;
type Binary<T extends ValueType, R extends ValueType> = (a: Operand<T>, b: Operand<T>) => Value<R>;
type Load<T extends ValueType> = (at: Operand<"i32">, offset?: number) => Value<T>;

const unary =
  <T extends ScalarType, R extends ScalarType>(from: T, to: R, opcode: number): Unary<T, R> =>
  (x) =>
    new Operation(to, opcode, [scalar(from, x)]);

const binary =
  <T extends ScalarType, R extends ScalarType>(from: T, to: R, opcode: number): Binary<T, R> =>
  (a, b) =>
    new Operation(to, opcode, [scalar(from, a), scalar(from, b)]);

const load =
  <T extends ScalarType>(type: T, opcode: number): Load<T> =>
  (at, offset = 0) =>
    new Operation(type, opcode, [address(at)], memoryAt(offset));

/** What i32 and i64 share: their opcodes lie in the same order. */
function integers<T extends "i32" | "i64">(type: T, loads: number, compares: number, arithmetic: number) {
  const compare = (n: number): Binary<T, "i32"> => binary(type, "i32", compares + n);
  const compute = (n: number): Binary<T, T> => binary(type, type, arithmetic + n);
  return {
    const: (value: number | bigint): Value<T> => new Constant(type, value),
    load: load(type, loads),
    eqz: unary(type, "i32", compares),
    eq: compare(1),
    ne: compare(2),
    ltS: compare(3),
    ltU: compare(4),
    gtS: compare(5),
    gtU: compare(6),
    leS: compare(7),
    leU: compare(8),
    geS: compare(9),
    geU: compare(10),
    add: compute(0),
    sub: compute(1),
    mul: compute(2),
    divS: compute(3),
    divU: compute(4),
    remS: compute(5),
    remU: compute(6),
    and: compute(7),
    or: compute(8),
    xor: compute(9),
    shl: compute(10),
    shrS: compute(11),
    shrU: compute(12),
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
  const compare = (n: number): Binary<T, "i32"> => binary(type, "i32", compares + n);
  const single = (n: number): Unary<T, T> => unary(type, type, arithmetic + n);
  const compute = (n: number): Binary<T, T> => binary(type, type, arithmetic + n);
  return {
    const: (value: number): Value<T> => new Constant(type, value),
    load: load(type, loads),
    eq: compare(0),
    ne: compare(1),
    lt: compare(2),
    gt: compare(3),
    le: compare(4),
    ge: compare(5),
    abs: single(0),
    neg: single(1),
    ceil: single(2),
    floor: single(3),
    trunc: single(4),
    nearest: single(5),
    sqrt: single(6),
    add: compute(7),
    sub: compute(8),
    mul: compute(9),
    div: compute(10),
    min: compute(11),
    max: compute(12),
    copysign: compute(13),
    fromI32S: unary("i32", type, convert),
    fromI32U: unary("i32", type, convert + 1),
  };
}

export const i32 = {
  ...integers("i32", 0x28, 0x45, 0x6a),
  load8S: load("i32", 0x2c),
  load8U: load("i32", 0x2d),
  load16S: load("i32", 0x2e),
  load16U: load("i32", 0x2f),
  wrap: unary("i64", "i32", 0xa7),
  reinterpret: unary("f32", "i32", 0xbc),
  /** Towards 0; what is out of range becomes the nearest integer, NaN becomes 0. */
  truncSat: (x: Value<"f32" | "f64">): Value<"i32"> =>
    new Operation("i32", x.type === "f32" ? 0xfc0000 : 0xfc0002, [x]),
};

export const i64 = {
  ...integers("i64", 0x29, 0x50, 0x7c),
  extendS: unary("i32", "i64", 0xac),
  extendU: unary("i32", "i64", 0xad),
  reinterpret: unary("f64", "i64", 0xbd),
};

export const f32 = {
  ...floats("f32", 0x2a, 0x5b, 0x8b, 0xb2),
  demote: unary("f64", "f32", 0xb6),
  reinterpret: unary("i32", "f32", 0xbe),
};

export const f64 = {
  ...floats("f64", 0x2b, 0x61, 0x99, 0xb7),
  promote: unary("f32", "f64", 0xbb),
  reinterpret: unary("i64", "f64", 0xbf),
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
  return new Operation(a.type, 0x1b, [a, b, scalar("i32", condition)]);
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
  return new Operation(local.type, 0x22, [value], [local.index]);
}
