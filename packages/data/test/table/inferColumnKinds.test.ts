import { DataError } from "@surprisal/contract";
import { expect, test } from "vitest";
import { inferColumnKinds, parseTable } from "../../src/index.ts";

const table = parseTable("id,mass,code,empty,label\n1,3.5e3,12,,a\n2,?,0x12,NA,b\n3,NA,7,?,c\n");

test("a column is numeric if all that is there is a number", () => {
  expect(inferColumnKinds(table)).toEqual({ numeric: ["id", "mass", "empty"], categorical: ["code", "label"] });
});

test("columns can be left out, but only those that exist", () => {
  expect(inferColumnKinds(table, { exclude: ["label", "id"] })).toEqual({
    numeric: ["mass", "empty"],
    categorical: ["code"],
  });
  expect(() => inferColumnKinds(table, { exclude: ["labels"] })).toThrow(DataError);
});
