import { join } from "node:path";
import { parseTable } from "@surprisal/data";
import { beforeAll, describe, expect, test } from "vitest";
import { folderWith, penguins, surprisal } from "../harness.ts";

let folder = "";
let model = "";

beforeAll(async () => {
  folder = await folderWith({
    "new.csv":
      "sex,island,body_mass_g,flipper_length_mm,bill_depth_mm,bill_length_mm,note\nmale,Biscoe,5500,220,15,50,x\n?,Dream,NA,,18,39,y\nother,Elsewhere,3700,190,18,38,z\n",
    "short.csv": "island,sex\nBiscoe,male\n",
    "text.json": "{",
    "other.json": '{"format":"something"}',
  });
  model = join(folder, "model.json");
  await surprisal(["fit", penguins, "--target", "label", "--test-every", "5", "--model", model]);
});

describe("predict", () => {
  test("a line a row: class and probabilities, also of missing values, new levels and columns in another order", async () => {
    const { code, stdout } = await surprisal(["predict", model, join(folder, "new.csv")]);
    expect(code).toBe(0);
    const table = parseTable(stdout);
    expect(table.columnNames).toEqual([
      "label",
      "probability of Adelie",
      "probability of Chinstrap",
      "probability of Gentoo",
    ]);
    expect(table.column("label")).toEqual(["Gentoo", "Adelie", "Adelie"]);
    for (let i = 0; i < 3; i++) {
      const sum = table.columnNames.slice(1).reduce((total, name) => total + Number(table.column(name)[i]), 0);
      expect(sum).toBeCloseTo(1, 12);
    }
  });

  test.each([
    ["new.csv", "short.csv", /short\.csv: no column "bill_length_mm"/],
    ["text.json", "new.csv", /text\.json: no model of this program: it is not JSON/],
    ["other.json", "new.csv", /other\.json: no model of this program: TableClassifier: format is "something"/],
    ["nowhere.json", "new.csv", /nowhere\.json: no such file/],
  ])("refuses %s for %s", async (first, file, message) => {
    const path = first === "new.csv" ? model : join(folder, first);
    const { code, stderr, stdout } = await surprisal(["predict", path, join(folder, file)]);
    expect(stderr).toMatch(message);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  });
});
