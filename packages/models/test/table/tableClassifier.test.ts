import { ClassError, SurprisalError } from "@surprisal/contract";
import { parseTable, selectRows, splitEvery, type Table } from "@surprisal/data";
import { readTable } from "@surprisal/data/node";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { LogisticRegression, SoftmaxRegression, TableClassifier } from "../../src/index.ts";

let train: Table;
let held: Table;
let classifier: TableClassifier;

beforeAll(async () => {
  const penguins = await readTable(join(import.meta.dirname, "../data/penguins.csv.gz"));
  const split = splitEvery(penguins.rowCount, 5);
  train = selectRows(penguins, split.train);
  held = selectRows(penguins, split.test);
  classifier = await TableClassifier.fit(train, "label");
});

describe("TableClassifier on the penguins", () => {
  test("reaches the exact minimum and predicts the names of classes", () => {
    expect(classifier.model.summary.objective).toBeCloseTo(18.558453346, 8);
    expect(classifier.model).toBeInstanceOf(SoftmaxRegression);
    expect(classifier.classes).toEqual(["Adelie", "Chinstrap", "Gentoo"]);
    expect(classifier.predict(held)).toEqual(held.column("label"));
    expect(classifier.encoder.featureNames).toEqual([
      "bill_length_mm",
      "bill_depth_mm",
      "flipper_length_mm",
      "body_mass_g",
      "island=Biscoe",
      "island=Dream",
      "island=Torgersen",
      "sex=<missing>",
      "sex=female",
      "sex=male",
    ]);
  });

  test("comes back from JSON the same", () => {
    const text = JSON.stringify(classifier);
    const back = TableClassifier.fromJSON(JSON.parse(text));
    expect(JSON.stringify(back)).toBe(text);
    expect(back.predictLogits(held).toArray()).toEqual(classifier.predictLogits(held).toArray());
  });

  test("two classes are told apart by logistic regression", async () => {
    const columns = { numeric: ["body_mass_g"], categorical: ["label"] };
    // The sex of some penguins is not known.
    await expect(TableClassifier.fit(train, "sex", { columns })).rejects.toThrow(
      /line \d+: sex is empty, expected a class/,
    );
    const table = parseTable("a,y\n1,no\n2,no\n3,yes\n4,yes\n");
    const model = await TableClassifier.fit(table, "y", { c: 10 });
    expect(model.model).toBeInstanceOf(LogisticRegression);
    expect(model.predict(table)).toEqual(["no", "no", "yes", "yes"]);
    expect(TableClassifier.fromJSON(JSON.parse(JSON.stringify(model))).predict(table)).toEqual(model.predict(table));
  });

  test("the classes in a column are looked up, with the line of one that training did not see", () => {
    expect(classifier.actual(held).slice(0, 3)).toEqual(Int32Array.of(0, 0, 0));
    const other = parseTable("label\nGentoo\nEmperor\n", { name: "other.csv" });
    expect(() => classifier.actual(other)).toThrow(ClassError);
    expect(() => classifier.actual(other)).toThrow(
      'other.csv, line 3: label is "Emperor", expected a class of training',
    );
  });

  test.each([
    ["format", "other", 'format is "other"'],
    ["classes", ["a", "a", "b"], "classes has a name twice"],
    ["classes", ["a", "b"], "the model has 3 classes and 10 features, expected 2 and 10"],
    ["classes", [1, 2, 3], "classes is a list of 3, expected a list of names"],
    ["target", 5, "target is 5, expected a text"],
    ["encoder", {}, "TableEncoder"],
    ["model", null, "found null"],
  ])("%s = %j is refused", (name, value, message) => {
    const json = { ...JSON.parse(JSON.stringify(classifier)), [name]: value };
    expect(() => TableClassifier.fromJSON(json)).toThrow(SurprisalError);
    expect(() => TableClassifier.fromJSON(json)).toThrow(message);
  });
});
