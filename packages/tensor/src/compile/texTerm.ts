/** How tightly the outermost operator of a text binds. */
export const levels = { relation: 0, sum: 1, product: 2, prefix: 3, power: 4, atom: 5 } as const;
export type Level = (typeof levels)[keyof typeof levels];

/** A piece of TeX, with what the operators around it ask of it. */
export interface Term {
  readonly text: string;
  readonly level: Level;
  /** It ends in the argument of a sum or a logarithm, which would take in what is multiplied behind it. */
  readonly isOpen?: boolean;
  readonly value?: number;
  /** A number, or the name of one: it goes in front. */
  readonly isConstant?: boolean;
  /** The term of which this is the negative. */
  readonly negated?: Term;
  readonly difference?: readonly [Term, Term];
  /** The term of which this is the logarithm. */
  readonly logOf?: Term;
  readonly relation?: { readonly left: Term; readonly sign: string; readonly right: Term };
  readonly cases?: { readonly condition: Term; readonly yes: Term; readonly no: Term };
}

const isTall = (text: string): boolean => /\\(frac|sum|begin|sqrt|max_)/.test(text);

function enclosed(open: string, text: string, close: string): string {
  return isTall(text) ? `\\left${open}${text}\\right${close}` : `${open}${text}${close}`;
}

/** The text of a term as an operand: in parentheses where it binds less than asked; a truth value is 1 or 0, in Iverson's brackets. */
function operand(term: Term, level: Level): string {
  if (term.level >= level) return term.text;
  return term.relation ? enclosed("[", term.text, "]") : enclosed("(", term.text, ")");
}

/** The text of a term where something else shows its ends. */
const between = (term: Term): string => (term.relation ? operand(term, levels.sum) : term.text);

export const atom = (text: string): Term => ({ text, level: levels.atom });

/** The name of a number. */
export const constant = (text: string): Term => ({ ...atom(text), isConstant: true });

export function number(value: number): Term {
  if (value < 0 || Object.is(value, -0)) return negative(number(-value));
  if (value === Infinity) return { ...atom("\\infty"), value };
  const short = String(value).length > 8 ? String(Number(value.toPrecision(6))) : String(value);
  const [digits = "", exponent] = short.split("e");
  if (exponent === undefined) return { ...atom(Number.isNaN(value) ? "\\mathrm{NaN}" : digits), value };
  const power = `10^{${Number(exponent)}}`;
  return digits === "1"
    ? { text: power, level: levels.power, value }
    : { text: `${digits} \\cdot ${power}`, level: levels.product, value };
}

/** A name at a place. */
export function symbol(name: string, places: readonly string[]): Term {
  const subscript = places.filter((place) => place !== "").join(", ");
  return atom(subscript === "" ? name : `${name}_${braced(subscript)}`);
}

const braced = (text: string): string => (text.length === 1 ? text : `{${text}}`);

export function sum(a: Term, b: Term): Term {
  if (a.value === 0) return b;
  if (b.value === 0) return a;
  if (b.negated) return difference(a, b.negated);
  if (a.negated) return difference(b, a.negated);
  return {
    text: `${operand(a, levels.sum)} + ${operand(b, levels.sum)}`,
    level: levels.sum,
    ...(a.logOf && b.logOf && { logOf: product(a.logOf, b.logOf) }),
  };
}

export function difference(a: Term, b: Term): Term {
  if (b.value === 0) return a;
  if (a.value === 0) return negative(b);
  if (b.negated) return sum(a, b.negated);
  return {
    text: `${operand(a, levels.sum)} - ${operand(b, levels.product)}`,
    level: levels.sum,
    difference: [a, b],
  };
}

export function negative(a: Term): Term {
  if (a.negated) return a.negated;
  if (a.difference) return difference(a.difference[1], a.difference[0]);
  return {
    text: `-${operand(a, levels.product)}`,
    level: levels.sum,
    negated: a,
    ...(a.value !== undefined && { value: -a.value }),
  };
}

const rank = ({ isConstant, value }: Term): number => (value !== undefined ? 2 : Number(isConstant === true));

export function product(a: Term, b: Term): Term {
  if (a.value === 1) return b;
  if (b.value === 1) return a;
  if (a.negated)
    return a.value !== undefined && b.difference ? product(a.negated, negative(b)) : negative(product(a.negated, b));
  if (b.negated) return negative(product(a, b.negated));
  // Numbers go first, and what would take in the other factor goes last.
  const swap = rank(b) > rank(a) || (a.isOpen === true && b.isOpen !== true);
  const [left, right] = swap ? [b, a] : [a, b];
  const first =
    left.isOpen === true && left.level >= levels.product
      ? enclosed("(", left.text, ")")
      : operand(left, levels.product);
  const second = operand(right, levels.product);
  return {
    text: `${first}${/^\d/.test(second) ? " \\cdot " : " "}${second}`,
    level: levels.product,
    isConstant: rank(a) > 0 && rank(b) > 0,
    isOpen: right.isOpen === true && right.level >= levels.product,
    ...(rank(left) > 0 && right.logOf && { logOf: power(right.logOf, left) }),
  };
}

export function quotient(a: Term, b: Term): Term {
  if (b.value === 1) return a;
  if (a.negated) return negative(quotient(a.negated, b));
  if (b.negated) return negative(quotient(a, b.negated));
  return {
    text: `\\frac{${between(a)}}{${between(b)}}`,
    level: levels.power,
    isConstant: rank(a) > 0 && rank(b) > 0,
  };
}

export function power(base: Term, exponent: Term): Term {
  if (base.value === 0 && exponent.value !== undefined && exponent.value > 0) return base;
  if (exponent.value === 1) return base;
  const { cases } = base;
  // 0 to a power stays 0, and may be left out of a sum.
  if (cases && exponent.value !== undefined && exponent.value > 0 && (cases.yes.value === 0 || cases.no.value === 0))
    return choice(cases.condition, power(cases.yes, exponent), power(cases.no, exponent));
  return {
    text: `${operand(base, levels.atom)}^${braced(between(exponent))}`,
    level: levels.power,
  };
}

export const exponential = (x: Term): Term => x.logOf ?? power(atom("e"), x);

export function logarithm(x: Term): Term {
  const isBare = x.level >= levels.power;
  return {
    text: isBare ? `\\log ${x.text}` : `\\log${operand(x, levels.power)}`,
    level: levels.prefix,
    isOpen: isBare,
    logOf: x,
  };
}

/** A function of terms, in parentheses. */
export const call = (name: string, ...inputs: readonly Term[]): Term =>
  atom(`${name}${enclosed("(", inputs.map(between).join(", "), ")")}`);

export const operatorName = (name: string): string => `\\operatorname{${name}}`;

export const size = (x: Term): Term => atom(enclosed("|", between(x), "|"));

export const root = (x: Term): Term => atom(`\\sqrt{${between(x)}}`);

/** A comparison. That something is infinite marks what is masked: formulas are of what is not. */
export function relation(left: Term, sign: string, right: Term): Term {
  const isMask = [left.value, right.value].some((value) => value === Infinity || value === -Infinity);
  if (sign === "=" && left.text === right.text) return number(1);
  if (isMask && sign === "=") return number(0);
  if (isMask && sign === "\\ne") return number(1);
  return {
    text: `${operand(left, levels.sum)} ${sign} ${operand(right, levels.sum)}`,
    level: levels.relation,
    relation: { left, sign, right },
  };
}

export function choice(condition: Term, yes: Term, no: Term): Term {
  if (condition.value !== undefined) return condition.value === 0 ? no : yes;
  if (yes.text === no.text) return yes;
  const { relation: compared } = condition;
  // x < 0 ? 0 : x
  if (compared?.sign === "<" && compared.right.value === 0 && yes.value === 0 && compared.left.text === no.text)
    return call("\\max", number(0), no);
  // What is less by a number in some places only.
  const [whole, part] = yes.difference ?? [];
  if (compared && part && rank(part) > 0 && whole?.text === no.text)
    return difference(no, product(part, atom(`[${condition.text}]`)));
  const lines = `${between(yes)} & ${condition.text} \\\\ ${between(no)} & \\text{otherwise}`;
  return {
    text: `\\begin{cases} ${lines} \\end{cases}`,
    level: levels.relation,
    cases: { condition, yes, no },
  };
}

/** An operator over an index: the places at which its body is its neutral element are left out. */
export function over(operator: string, index: string, body: Term, neutral: number): Term {
  if (neutral === 0 && body.negated) return negative(over(operator, index, body.negated, neutral));
  const { cases } = body;
  const { relation: condition } = cases?.condition ?? {};
  if (cases && condition?.sign === "=" && [condition.left.text, condition.right.text].includes(index)) {
    const other = condition.left.text === index ? condition.right.text : condition.left.text;
    if (cases.yes.value === neutral) return over(operator, `${index} \\ne ${other}`, cases.no, neutral);
    if (cases.no.value === neutral) return over(operator, `${index} = ${other}`, cases.yes, neutral);
  }
  return {
    text: `${operator}_${braced(index)} ${operand(body, levels.product)}`,
    level: levels.prefix,
    isOpen: true,
  };
}
