import type { Example } from "./example.ts";

/** The blocks of a Markdown file that are tagged `ts`. Those tagged `ts no-run`, or otherwise, are only to be read. */
export function markdownExamples(file: string, text: string): Example[] {
  const examples: Example[] = [];
  let open: { fence: string; line: number; tag: string; code: string[] } | undefined;
  for (const [i, line] of text.split("\n").entries()) {
    const [, fence = "", tag = ""] = /^\s*(`{3,}|~{3,})\s*(.*?)\s*$/.exec(line) ?? [];
    if (!open) {
      if (fence) open = { fence, line: i + 1, tag, code: [] };
    } else if (fence.startsWith(open.fence) && tag === "") {
      if (open.tag === "ts") examples.push({ file, line: open.line, code: open.code.join("\n") });
      open = undefined;
    } else {
      open.code.push(line);
    }
  }
  if (open) throw new Error(`${file}:${open.line}: this block has no end`);
  return examples;
}
