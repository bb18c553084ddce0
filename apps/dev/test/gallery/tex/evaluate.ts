import { Parser } from "./parser.ts";
import { asNumber, type Environment, type Value } from "./values.ts";

/** The number that a formula gives; what follows it behind commas, `, \quad x = …`, says what its names mean. */
export function evaluateTex(tex: string, given: Environment): number {
  const [main = "", ...definitions] = tex.split(", \\quad ");
  const names = new Map(given);
  // What is defined last is used before.
  for (const text of definitions.toReversed()) names.set(...define(text, names));
  return asNumber(new Parser(main).whole()(names));
}

/** `x = …`, or `x_k = …`: a row with an element a class. */
function define(text: string, known: Environment): [string, Value] {
  const [, name, index, formula] = /^\\?([a-zA-Z]+)(?:_([a-z]))? = (.*)$/s.exec(text) ?? [];
  if (name === undefined || formula === undefined) throw new SyntaxError(`${text} defines nothing`);
  const piece = new Parser(formula).whole();
  if (index === undefined) return [name, piece(known)];
  const count = asNumber(known.get("C") ?? 0);
  return [name, Array.from({ length: count }, (_, i) => piece(new Map([...known, [index, i]])))];
}
