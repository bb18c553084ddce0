import { parseSync, Visitor } from "rolldown/utils";
import { lineAt } from "../source.ts";

/** One import as it stands in a file. */
export interface Import {
  readonly specifier: string;
  readonly line: number;
}

/**
 * Every import of a file: static, dynamic, `export … from`, and type-only ones in all their forms.
 *
 * @param path - says the language: `.svelte` files are read script by script.
 * @throws SyntaxError where the text cannot be parsed.
 */
export function readImports(path: string, text: string): Import[] {
  const parts = path.endsWith(".svelte") ? svelteParts(text) : [text];
  return parts.flatMap((part) => scriptImports(path, part)).toSorted((a, b) => a.line - b.line);
}

function scriptImports(path: string, text: string): Import[] {
  const lang = /\.[cm]?js$/.test(path) ? "js" : "ts";
  const { program, errors } = parseSync(path, text, { lang, sourceType: "module" });
  if (errors[0]) throw new SyntaxError(`${path}: ${errors[0].message}`);

  const imports: Import[] = [];
  const add = (node: { readonly start: number }, source: object | null) => {
    const specifier = source && literalText(source);
    if (typeof specifier === "string") imports.push({ specifier, line: lineAt(text, node.start) });
  };
  new Visitor({
    ImportDeclaration: (node) => add(node, node.source),
    ExportNamedDeclaration: (node) => add(node, node.source),
    ExportAllDeclaration: (node) => add(node, node.source),
    ImportExpression: (node) => add(node, node.source),
    TSImportType: (node) => add(node, node.source),
  }).visit(program);
  return imports;
}

/** The text of a string, or of a template without holes. */
function literalText(node: object): unknown {
  if ("value" in node) return node.value;
  const { quasis } = node as { quasis?: readonly { value: { cooked: string | null } }[] };
  return quasis?.length === 1 ? quasis[0]?.value.cooked : undefined;
}

/**
 * The scripts of a component, and the dynamic imports of its markup as one more script. Everything else is blanked, so
 * that lines keep their numbers.
 */
function svelteParts(text: string): string[] {
  const scripts: string[] = [];
  const markup = text.replace(
    /(<script\b[^>]*>)([^]*?)<\/script>/g,
    (whole, open: string, body: string, at: number) => {
      const start = at + open.length;
      scripts.push(blank(text.slice(0, start)) + body);
      return blank(whole);
    },
  );
  const dynamic = /\bimport\(\s*(["'`])[^"'`]*\1\s*\)/g;
  let calls = "";
  for (const match of markup.matchAll(dynamic)) {
    calls += `${blank(markup.slice(calls.length, match.index)).replace(/ $/, ";")}${match[0]}`;
  }
  return [...scripts, calls];
}

function blank(text: string): string {
  return text.replace(/[^\n]/g, " ");
}
