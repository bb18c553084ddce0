import { mkdir, mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { newLoss, withExport } from "../../src/new/loss.ts";

const index = `export { crossEntropy } from "./crossEntropy.ts";\nexport { squaredError } from "./squaredError.ts";\n`;

async function repository(): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), "new-"));
  await mkdir(join(root, "packages/losses/src"), { recursive: true });
  await writeFile(join(root, "packages/losses/src/index.ts"), index);
  return root;
}

describe("pnpm new loss", () => {
  test("writes the file, its export and a changeset", async () => {
    const root = await repository();
    const paths = await newLoss(root, "myLoss");
    expect(paths).toEqual(["packages/losses/src/myLoss.ts", "packages/losses/src/index.ts", ".changeset/my-loss.md"]);
    const [source, exports, note] = await Promise.all(paths.map((path) => readFile(join(root, path), "utf8")));
    expect(source).toContain('export const myLoss = defineLoss({\n  name: "myLoss",');
    expect(exports?.split("\n")[1]).toBe('export { myLoss } from "./myLoss.ts";');
    expect(note).toContain('"@surprisal/losses": minor');
  });

  test("starts from squared error where targets are numbers, and knows no others", async () => {
    const root = await repository();
    const [path] = await newLoss(root, "myLoss", "real");
    expect(await readFile(join(root, path ?? ""), "utf8")).toContain('target: "real",');
    await expect(newLoss(root, "other", "words")).rejects.toThrow(
      "The target is words, expected one of classes, real.",
    );
  });

  test("leaves what is there as it is", async () => {
    const root = await repository();
    await newLoss(root, "myLoss");
    await expect(newLoss(root, "myLoss")).rejects.toThrow("packages/losses/src/myLoss.ts is there already.");
    await expect(newLoss(root, "../evil")).rejects.toThrow(
      "The name is ../evil, expected letters and digits in camelCase.",
    );
  });

  test("the export stands where the alphabet has it", () => {
    const order = (name: string): (string | undefined)[] =>
      withExport(index, name)
        .split("\n")
        .map((line) => /\{ (\w+)/.exec(line)?.[1]);
    expect(order("absolute")).toEqual(["absolute", "crossEntropy", "squaredError", undefined]);
    expect(order("zLoss")).toEqual(["crossEntropy", "squaredError", "zLoss", undefined]);
  });
});
