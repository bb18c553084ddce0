import { type ESTree, parseSync, transformSync } from "rolldown/utils";
import { lineAt } from "../source.ts";
import { type Expected, readExpected } from "./expected.ts";

/** What an example claims of one expression: its value, or that it throws. */
export type Claim = { readonly line: number } & (
  | { readonly value: Expected }
  | { readonly throws: string; readonly message: string | undefined }
);

/** What a prepared example is run with. */
export interface Context {
  readonly importModule: (specifier: string) => Promise<object>;
  /** What the example can name without importing it. */
  readonly scope: object;
  readonly console: object;
  /** Called before each statement with its line. */
  readonly at: (line: number) => void;
  /** Called with each expression that the example claims something about, and the claim's place in the list. */
  readonly check: (index: number, expression: () => Promise<unknown>) => Promise<void>;
}

/** How a prepared example is run. */
export type Run = ($example: Context) => Promise<void>;

/** An example made ready to run. */
export interface Prepared {
  /** A module that exports `run($example)`, of type {@link Run}. */
  readonly module: string;
  readonly claims: readonly Claim[];
}

/**
 * Turns the code of an example into a function: a claim behind a statement becomes a check of it, and imports
 * become dynamic ones, since they stand inside of it now.
 *
 * @param names - what is in scope.
 * @throws SyntaxError where the code cannot be parsed, or a claim stands behind no expression.
 */
export function prepare(code: string, names: readonly string[]): Prepared {
  const { program, comments, errors } = parseSync("example.ts", code);
  const [error] = errors;
  if (error) throw new SyntaxError(`line ${lineAt(code, error.labels[0]?.start ?? 0)}: ${error.message}`);
  const open = new Map(
    comments.flatMap((comment): [number, Claim][] => {
      const claim = readClaim(comment.value.trim(), lineAt(code, comment.start), comment.type);
      return claim ? [[comment.start, claim]] : [];
    }),
  );

  const claims: Claim[] = [];
  const statements = program.body.map((statement) => {
    const text = code.slice(statement.start, statement.end);
    const at = `$example.at(${lineAt(code, statement.start)}); `;
    const next = comments.find(({ start }) => start >= statement.end);
    const claim = next && /^[ \t;]*$/.test(code.slice(statement.end, next.start)) ? open.get(next.start) : undefined;
    if (!next || !claim) return at + withoutModuleSyntax(statement, code);
    open.delete(next.start);
    claims.push(claim);
    return at + checked(statement, code, text, claims.length - 1);
  });
  const [stray] = open.values();
  if (stray) throw new SyntaxError(`line ${stray.line}: this claim does not stand behind an expression`);

  const scope = names.length > 0 ? `const { ${names.join(", ")} } = $example.scope;` : "";
  // The inner block lets an example declare a name anew that is already in scope.
  const source = `export async function run($example) {\nconst { console } = $example;\n${scope}\n{\n${statements.join("\n")}\n}\n}`;
  return { module: transformSync("example.ts", source, { lang: "ts", target: "esnext" }).code, claims };
}

function readClaim(comment: string, line: number, type: string): Claim | undefined {
  const [, name, message] = /^throws ([A-Z]\w*)(?:: (.*))?$/.exec(comment) ?? [];
  if (name !== undefined) return { line, throws: name, message };
  const [, arrow, value = ""] = /^(→|->|=>)\s*([^]*)$/.exec(comment) ?? [];
  if (arrow === undefined) return undefined;
  if (arrow !== "→" || type !== "Line") throw new SyntaxError(`line ${line}: write a claim as // → value`);
  return { line, value: readExpected(value) };
}

/** A statement whose expression, or the variable it declares, is checked. */
function checked(statement: ESTree.Statement | ESTree.Directive, code: string, text: string, index: number): string {
  const check = (expression: string) => `await $example.check(${index}, async () => (${expression}\n));`;
  if (statement.type === "ExpressionStatement") {
    const expression = printed(statement.expression) ?? statement.expression;
    return check(code.slice(expression.start, expression.end));
  }
  const [declared, ...more] = statement.type === "VariableDeclaration" ? statement.declarations : [];
  if (declared?.id.type === "Identifier" && more.length === 0) return `${text}\n${check(declared.id.name)}`;
  throw new SyntaxError(`line ${lineAt(code, statement.start)}: a claim stands behind an expression or one variable`);
}

/** What `console.log(expression)` prints: a claim behind it is about that. */
function printed(node: ESTree.Expression): ESTree.Argument | undefined {
  if (node.type !== "CallExpression" || node.callee.type !== "MemberExpression") return undefined;
  const { object, property } = node.callee;
  const isLog =
    object.type === "Identifier" && object.name === "console" && "name" in property && property.name === "log";
  return isLog && node.arguments.length === 1 ? node.arguments[0] : undefined;
}

function withoutModuleSyntax(statement: ESTree.Statement | ESTree.Directive, code: string): string {
  if (statement.type === "ImportDeclaration") return dynamicImport(statement);
  const inner = statement.type === "ExportNamedDeclaration" ? statement.declaration : undefined;
  return code.slice((inner ?? statement).start, statement.end);
}

function dynamicImport({ specifiers, source, importKind }: ESTree.ImportDeclaration): string {
  if (importKind === "type") return "";
  const module = `await $example.importModule(${JSON.stringify(source.value)})`;
  if (specifiers.length === 0) return `${module};`;
  const bindings = specifiers.flatMap((each) => {
    if (each.type === "ImportNamespaceSpecifier") return [];
    if (each.type === "ImportDefaultSpecifier") return [`default: ${each.local.name}`];
    if (each.importKind === "type") return [];
    return [
      `${JSON.stringify("name" in each.imported ? each.imported.name : each.imported.value)}: ${each.local.name}`,
    ];
  });
  const whole = specifiers.find((each) => each.type === "ImportNamespaceSpecifier");
  return `${whole ? `const ${whole.local.name} = ${module};` : ""} const { ${bindings.join(", ")} } = ${module};`;
}
