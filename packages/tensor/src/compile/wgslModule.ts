import { wgslFunctions } from "./wgslFunctions.ts";
import { lanes, wgslGroupFunctions } from "./wgslGroup.ts";
import type { WgslBinding } from "./wgslProgram.ts";

const functions = { ...wgslFunctions, ...wgslGroupFunctions };

/** The text of a module: what is bound, the lines, and before them the functions that they use, and those that these use. */
export function moduleOf(bindings: readonly WgslBinding[], lines: readonly string[]): string {
  const used = new Map<string, string>();
  const visit = (text: string): void => {
    for (const [, name = ""] of text.matchAll(/\b(\w+)\(/g)) {
      const own = Object.hasOwn(functions, name) ? functions[name] : undefined;
      if (own === undefined || used.has(name)) continue;
      used.set(name, `fn ${name}${own}`);
      visit(own);
    }
  };
  visit(lines.join("\n"));
  const isShared = [...used.keys()].some((name) => name in wgslGroupFunctions);
  const memory = isShared ? [`var<workgroup> partial: array<f32, ${lanes}>;`] : [];
  return [...memory, ...used.values(), ...bindings.map(declared), ...indented(lines), ""].join("\n");
}

function declared(binding: WgslBinding, i: number): string {
  const at = `@group(0) @binding(${i})`;
  switch (binding.holds) {
    case "count":
      return `${at} var<uniform> count: u32;`;
    case "input":
      return `${at} var<storage, read> x${binding.input}: array<${binding.type}>;`;
    case "output":
      return `${at} var<storage, read_write> out${binding.output}: array<f32>;`;
    case "scratch":
      return `${at} var<storage, read_write> scratch: array<f32>;`;
  }
}

/** Each line as deep as it stands in braces. */
function indented(lines: readonly string[]): string[] {
  let depth = 0;
  return lines.map((line) => {
    if (line.startsWith("}")) depth -= 1;
    const text = `${"  ".repeat(depth)}${line}`;
    if (line.endsWith("{")) depth += 1;
    return text;
  });
}
