import { expect, test } from "vitest";
import { dataTable } from "../../src/page/dataTable.ts";
import { readPage, textOf } from "../readPage.ts";

test("the first column names the rows, numbers are marked as such, text is escaped", () => {
  const table = dataTable(
    "<caption>",
    [{ title: "a" }, { title: "b" }, { title: "c", isText: true }],
    [["<r>", "1", "x"]],
  );
  const { all, document } = readPage(`<!doctype html><html><body>${table.markup}</body></html>`);
  expect(textOf(document.querySelector("caption"))).toBe("<caption>");
  expect(
    all("thead th").map((cell) => [textOf(cell), cell.getAttribute("scope"), cell.getAttribute("class") || null]),
  ).toEqual([
    ["a", "col", null],
    ["b", "col", "n"],
    ["c", "col", null],
  ]);
  expect(
    all("tbody th, tbody td").map((cell) => [cell.tagName, textOf(cell), cell.getAttribute("class") || null]),
  ).toEqual([
    ["TH", "<r>", null],
    ["TD", "1", "n"],
    ["TD", "x", null],
  ]);
});
