import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** What the file of a new loss starts from, by what its target is. */
const sources = {
  classes: (name: string): string => `import { defineLoss } from "@surprisal/contract";
import { neg } from "@surprisal/tensor";
import { logProbability } from "./logProbability.ts";

/**
 * One line: what it is.
 *
 * @param logits - \`[… C]\`, real; −Infinity masks a class.
 * @param classes - \`[…]\`, int32, 0 … C − 1.
 * @returns \`[…]\`, in [0, ∞], one loss a row.
 * @throws ShapeError where classes do not fit logits; ClassError naming position, value and C.
 * @example
 * ${name}([[2, 1, 0.1]], [0]) // → [0.4170300]
 * @see Authors, "Title", venue and year, equation.
 */
export const ${name} = defineLoss({
  name: "${name}",
  prediction: "logits",
  target: "classes",
  // Cross-entropy, to begin with: write the loss in terms of log p_y, of exp and expm1 of it.
  value: (logits, classes) => neg(logProbability(logits, classes)),
  traits: () => ({ convex: true, bounded: false, shiftInvariant: true }),
});
`,
  real: (name: string): string => `import { defineLoss } from "@surprisal/contract";
import { square, sub } from "@surprisal/tensor";

/**
 * One line: what it is.
 *
 * @param prediction - any shape, real.
 * @param target - the same shape (or one that broadcasts to it), real.
 * @returns the shape of prediction, in [0, ∞].
 * @throws ShapeError where target does not fit prediction.
 * @example
 * ${name}([1, 2], [1, 4]) // → [0, 4]
 * @see Authors, "Title", venue and year, equation.
 */
export const ${name} = defineLoss({
  name: "${name}",
  prediction: "real",
  target: "real",
  // Squared error, to begin with: a loss of the difference of prediction and target.
  value: (prediction, target) => square(sub(prediction, target)),
  traits: () => ({ convex: true, bounded: false }),
});
`,
};

const changeset = (name: string): string => `---
"@surprisal/losses": minor
---

New loss: \`${name}\`.
`;

/** Writes the file, the export and the changeset of a new loss; returns their paths. Nothing is written where one of them is there. */
export async function newLoss(root: string, name: string, target = "classes"): Promise<string[]> {
  if (!isKnown(target)) throw new Error(`The target is ${target}, expected one of ${Object.keys(sources).join(", ")}.`);
  if (!/^[a-z][A-Za-z0-9]*$/.test(name))
    throw new Error(`The name is ${name}, expected letters and digits in camelCase.`);
  const file = `packages/losses/src/${name}.ts`;
  const note = `.changeset/${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}.md`;
  const index = "packages/losses/src/index.ts";
  for (const path of [file, note]) if (existsSync(join(root, path))) throw new Error(`${path} is there already.`);
  const exports = await readFile(join(root, index), "utf8");
  await mkdir(join(root, ".changeset"), { recursive: true });
  await writeFile(join(root, file), sources[target](name));
  await writeFile(join(root, note), changeset(name));
  await writeFile(join(root, index), withExport(exports, name));
  return [file, index, note];
}

const isKnown = (target: string): target is keyof typeof sources => Object.hasOwn(sources, target);

/** The export goes where the alphabet has it. */
export function withExport(exports: string, name: string): string {
  const line = `export { ${name} } from "./${name}.ts";`;
  const lines = exports.split("\n");
  const behind = lines.findIndex((each) => {
    const other = /^export \{ (\w+)/.exec(each)?.[1];
    return other !== undefined && other.toLowerCase() > name.toLowerCase();
  });
  const at = behind === -1 ? lines.findLastIndex((each) => each !== "") + 1 : behind;
  return lines.toSpliced(at, 0, line).join("\n");
}
