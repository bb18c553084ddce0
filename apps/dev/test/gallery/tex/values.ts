import { entmax15, sparsemax, tensor, type Tensor } from "@surprisal/tensor";

/** What a piece of a formula is: a number, or a row (a matrix) that is taken apart by indices or worked on element by element. */
export type Value = number | readonly Value[];

export type Environment = ReadonlyMap<string, Value>;

/** A piece of a formula: its value, where names mean what an environment says. */
export type Piece = (environment: Environment) => Value;

export const asNumber = (value: Value): number => {
  if (typeof value === "number") return value;
  throw new TypeError(`a row of ${value.length} stands where a number is expected`);
};

/** Element by element, a number beside a row as if repeated. */
export function lift(f: (...x: number[]) => number, ...values: readonly Value[]): Value {
  const row = values.find((value) => typeof value !== "number");
  if (row === undefined) return f(...values.map(asNumber));
  return row.map((_, i) =>
    lift(f, ...values.map((value) => (typeof value === "number" ? value : (value[i] ?? Number.NaN)))),
  );
}

export function at(value: Value, indices: readonly number[]): Value {
  const [index, ...rest] = indices;
  if (index === undefined) return value;
  if (typeof value === "number") throw new TypeError(`a number has no element ${index}`);
  return at(value[index] ?? Number.NaN, rest);
}

function softmax(row: Value): Value {
  if (typeof row === "number") throw new TypeError("the softmax of a number");
  const powers = row.map((z) => Math.exp(asNumber(z)));
  const total = powers.reduce((sum, each) => sum + each, 0);
  return powers.map((each) => each / total);
}

const ofRows: Readonly<Record<string, (x: Value) => Value>> = {
  softmax,
  sparsemax: (row) => byTensor(sparsemax, row),
  entmax15: (row) => byTensor(entmax15, row),
};

function byTensor(f: (x: Tensor) => Tensor, row: Value): Value {
  if (typeof row === "number") throw new TypeError("a number stands where a row is expected");
  return Array.from(f(tensor(Float64Array.from(row.map(asNumber)))).data);
}

const elementwise: Readonly<Record<string, (...x: number[]) => number>> = {
  log: Math.log,
  sigma: (x = 0) => 1 / (1 + Math.exp(-x)),
  tanh: Math.tanh,
  cosh: Math.cosh,
  cos: Math.cos,
  sin: Math.sin,
  arccos: Math.acos,
  arctan: Math.atan,
  sqrt: Math.sqrt,
  max: Math.max,
  min: Math.min,
  sign: Math.sign,
  Gamma: (x = 0) => gamma(x),
  erf: (x = 0) => simpson((t) => (2 / Math.sqrt(Math.PI)) * Math.exp(-t * t), 0, x),
};

/** The function of a name; undefined where a name is no function's. */
export const functionOf = (name: string): ((...x: Value[]) => Value) | undefined => {
  const ofRow = ofRows[name];
  if (ofRow) return (x = 0) => ofRow(x);
  const f = elementwise[name];
  return f && ((...x) => lift(f, ...x));
};

/** Γ(x) by Γ(x + 1) = x Γ(x) and its integral, which is smooth where x is large. */
const gamma = (x: number): number => (x < 6 ? gamma(x + 1) / x : simpson((t) => t ** (x - 1) * Math.exp(-t), 0, 80));

function simpson(f: (t: number) => number, from: number, to: number): number {
  const steps = 4000;
  const width = (to - from) / steps;
  const at = (i: number): number => f(from + i * width) * (i === 0 || i === steps ? 1 : i % 2 === 1 ? 4 : 2);
  return (Array.from({ length: steps + 1 }, (_, i) => at(i)).reduce((sum, each) => sum + each, 0) * width) / 3;
}
