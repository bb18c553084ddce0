import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root } from "../../src/source.ts";

/** Part of a golden case. */
interface Case {
  readonly id: string;
  readonly tags?: readonly string[];
}

const read = (path: string): string => readFileSync(join(root, path), "utf8");

test("the page of corners names every golden case in which PyTorch is wrong", () => {
  // Written by us, in this layout.
  const { cases } = JSON.parse(read("apps/dev/golden/losses.json")) as { readonly cases: readonly Case[] };
  const hazards = cases.filter(({ tags }) => tags?.includes("torch_hazard")).map(({ id }) => id);
  const named = read("apps/docs/corners.md")
    .split("\n")
    .filter((line) => line.startsWith("Golden:"))
    .flatMap((line) => {
      let name = "";
      const ids: string[] = [];
      for (const [, text, from, to] of line.matchAll(/`(\w+)`|#(\d+)(?: to #(\d+))?/g)) {
        if (text !== undefined) name = text;
        else for (let i = Number(from); i <= Number(to ?? from); i++) ids.push(`${name}#${i}`);
      }
      return ids;
    });
  expect(named.toSorted()).toEqual(hazards.toSorted());
  expect(hazards).toHaveLength(29);
});
