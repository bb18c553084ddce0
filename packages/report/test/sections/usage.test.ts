import { expect, test } from "vitest";
import { program } from "../../src/sections/usage.ts";
import { smallInput } from "../smallInput.ts";
import { renderedSection } from "./renderedSection.ts";

const withPath = (path: string | undefined) => ({ ...smallInput, model: { ...smallInput.model, path } });
const blocks = (path: string | undefined) =>
  renderedSection("usage", withPath(path))
    .page.all("pre")
    .map(({ textContent }) => textContent);

test("the command and the program read the saved model", () => {
  expect(blocks("fruit.json")).toEqual(["surprisal predict fruit.json new.csv", program("fruit.json")]);
  expect(blocks("my 'fruit'.json")[0]).toBe(`surprisal predict "my 'fruit'.json" new.csv`);
  expect(program('a"b\\c.json')).toContain(String.raw`readFile("a\"b\\c.json", "utf8")`);
});

test("a model that was not saved is said to be", () => {
  expect(renderedSection("usage", withPath(undefined)).text).toContain(
    "The model was not saved; --model model.json would do so.",
  );
  expect(blocks(undefined)[0]).toBe("surprisal predict model.json new.csv");
});
