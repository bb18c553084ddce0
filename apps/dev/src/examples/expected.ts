import { type ESTree, parseSync } from "rolldown/utils";

/** A value as an example states it. A number carries how it is written, and how far that lets the result be away. */
export type Expected =
  | { readonly kind: "number"; readonly value: number; readonly written: string; readonly tolerance: number }
  | { readonly kind: "exact"; readonly value: string | boolean | bigint | null | undefined }
  | { readonly kind: "array"; readonly items: readonly Expected[] }
  | { readonly kind: "object"; readonly entries: ReadonlyMap<string, Expected> };

/**
 * Reads a JavaScript literal: number, string, boolean, null, undefined, NaN, Infinity, array or object of these.
 *
 * @throws SyntaxError where it is anything else.
 */
export function readExpected(text: string): Expected {
  const { program, errors } = parseSync("expected.ts", `(${text})`, { preserveParens: false });
  const [statement] = program.body;
  if (errors.length > 0 || program.body.length !== 1 || statement?.type !== "ExpressionStatement") {
    throw new SyntaxError(`"${text}" is not a JavaScript literal`);
  }
  return fromNode(statement.expression, text);
}

function fromNode(node: ESTree.Expression, text: string): Expected {
  switch (node.type) {
    case "Literal":
      if (typeof node.value === "number") return number(node.value, node.raw ?? String(node.value));
      if (node.value instanceof RegExp) break;
      return { kind: "exact", value: node.value };
    case "TemplateLiteral":
      if (node.quasis.length !== 1) break;
      return { kind: "exact", value: node.quasis[0]?.value.cooked };
    case "Identifier":
      if (node.name === "undefined") return { kind: "exact", value: undefined };
      if (node.name === "NaN" || node.name === "Infinity") return number(Number(node.name), node.name);
      break;
    case "UnaryExpression": {
      const value = fromNode(node.argument, text);
      if (node.operator !== "-" || value.kind !== "number") break;
      return { ...value, value: -value.value, written: `-${value.written}` };
    }
    case "ArrayExpression":
      return { kind: "array", items: node.elements.map((item) => fromElement(item, text)) };
    case "ObjectExpression":
      return { kind: "object", entries: new Map(node.properties.map((property) => fromProperty(property, text))) };
    default:
  }
  throw new SyntaxError(`"${text}" is not a JavaScript literal`);
}

function fromElement(node: ESTree.ArrayExpressionElement, text: string): Expected {
  if (node === null || node.type === "SpreadElement") throw new SyntaxError(`"${text}" is not a JavaScript literal`);
  return fromNode(node, text);
}

function fromProperty(node: ESTree.ObjectPropertyKind, text: string): [string, Expected] {
  if (node.type === "Property" && !node.computed) {
    if (node.key.type === "Identifier") return [node.key.name, fromNode(node.value, text)];
    if (node.key.type === "Literal") return [String(node.key.value), fromNode(node.value, text)];
  }
  throw new SyntaxError(`"${text}" is not a JavaScript literal`);
}

/** A decimal allows half a unit of its last digit; a whole number the rounding of float32, and never 0.01. */
function number(value: number, written: string): Expected {
  const [, decimals = "", exponent = "0"] = /^[\d_]*\.?([\d_]*)(?:e([-+]?\d+))?$/i.exec(written) ?? [];
  const isWhole = /^[\d_]+$|^0[xob]/i.test(written);
  const half = 0.5 * 10 ** (Number(exponent) - decimals.replaceAll("_", "").length);
  const tolerance = isWhole ? Math.min(0.01, 1e-6 * Math.max(1, Math.abs(value))) : half * (1 + 1e-9);
  return { kind: "number", value, written, tolerance };
}
