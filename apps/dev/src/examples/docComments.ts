import { type ESTree, parseSync } from "rolldown/utils";
import { lineAt } from "../source.ts";
import type { Example } from "./example.ts";

type Comment = ReturnType<typeof parseSync>["comments"][number];

/** Every `@example` in the comments of a TypeScript file: the lines from the tag's to the next tag. */
export function docExamples(file: string, text: string): Example[] {
  return parseSync(file, text)
    .comments.filter(isDoc)
    .flatMap((comment) => examplesOf(file, lineAt(text, comment.start), comment.value));
}

/** The names declared at the top of a file, each with whether an `@example` documents it. */
export function documentedNames(file: string, text: string): Map<string, boolean> {
  const { program, comments } = parseSync(file, text);
  const names = new Map<string, boolean>();
  for (const statement of program.body) {
    const comment = comments.filter(isDoc).findLast(({ end }) => end <= statement.start);
    const isAttached = comment !== undefined && text.slice(comment.end, statement.start).trim() === "";
    const hasExample = isAttached && examplesOf(file, 1, comment.value).length > 0;
    const declaration = statement.type === "ExportNamedDeclaration" ? statement.declaration : statement;
    // Overloads are one name: an example at any of them is enough.
    for (const name of declaredNames(declaration)) names.set(name, hasExample || names.get(name) === true);
  }
  return names;
}

/** What the comment of a name says. */
export interface DocComment {
  /** Its first paragraph, on one line. */
  readonly description: string;
  /** The text behind each tag, in order, line breaks kept. */
  readonly tags: readonly { readonly name: string; readonly text: string }[];
}

/** The doc comment of a name declared at the top of a file; undefined where it has none. */
export function docComment(file: string, text: string, name: string): DocComment | undefined {
  const { program, comments } = parseSync(file, text);
  const statement = program.body.find((each) =>
    declaredNames(each.type === "ExportNamedDeclaration" ? each.declaration : each).includes(name),
  );
  const comment = statement && comments.filter(isDoc).findLast(({ end }) => end <= statement.start);
  if (!comment || text.slice(comment.end, statement.start).trim() !== "") return undefined;
  const [free = "", ...tagged] = linesOf(comment.value)
    .join("\n")
    .split(/^@(?=\w)/m);
  return {
    description: (free.trim().split("\n\n")[0] ?? "").replaceAll("\n", " "),
    tags: tagged.map((tag) => ({ name: /^\w+/.exec(tag)?.[0] ?? "", text: tag.replace(/^\w+/, "").trim() })),
  };
}

function isDoc({ type, value }: Comment): boolean {
  return type === "Block" && value.startsWith("*");
}

const linesOf = (comment: string): string[] =>
  comment.split("\n").map((line) => line.replace(/^\s*\* ?/, "").trimEnd());

function examplesOf(file: string, firstLine: number, comment: string): Example[] {
  const lines = linesOf(comment);
  return lines.flatMap((line, i) => {
    if (!/^@example\b/.test(line)) return [];
    const rest = lines.slice(i + 1);
    const end = rest.findIndex((each) => /^@\w/.test(each));
    return [{ file, line: firstLine + i, code: (end === -1 ? rest : rest.slice(0, end)).join("\n").trimEnd() }];
  });
}

function declaredNames(node: ESTree.Statement | ESTree.Declaration | null): string[] {
  switch (node?.type) {
    case "FunctionDeclaration":
    case "TSDeclareFunction":
    case "ClassDeclaration":
      return node.id ? [node.id.name] : [];
    case "VariableDeclaration":
      return node.declarations.flatMap(({ id }) => (id.type === "Identifier" ? [id.name] : []));
    default:
      return [];
  }
}
