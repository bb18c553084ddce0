import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { encodeLabels, encodeLabelsAs, inferColumnKinds, selectRows, splitEvery, TableEncoder } from "../src/index.ts";
import { readTable } from "../src/node.ts";

// The minimum of Σ log-loss + ½‖W‖² on the training rows, by an exact Newton method in another system; scikit-learn agrees.
const reference = {
  objective: 18.558453346,
  testLogLoss: 0.0232658955669,
  intercept: [0.733114684488, -0.558463074828, -0.17465160966],
  coefficients: [
    [-2.27303189962, 1.00125852004, -0.681336978552, 0.00402414300421, -0.0795763606694],
    [-0.588735243455, 0.668311604125, -0.127866796444, -0.443728164257, 0.571594960701],
    [1.88112130662, 0.24262734405, -0.25316104768, -0.917671446616, -0.745710706077],
    [1.14323797928, -0.397527273203, -0.148112484652, 0.483151851017, -0.335039366365],
    [0.391910593002, -1.24388586409, 0.934498026232, 0.913647303612, 0.825287066746],
    [-0.554502735824, -0.270784330922, 0.275979281096, -0.0394236867602, -0.236555594336],
  ].flat(),
};

test("the penguins are encoded as for the reference: at its minimum, the same losses", async () => {
  const table = await readTable(fileURLToPath(new URL("../datasets/penguins.csv", import.meta.url)));
  const rows = splitEvery(table.rowCount, 5);
  const [train, test] = [selectRows(table, rows.train), selectRows(table, rows.test)];
  const kinds = inferColumnKinds(train, { exclude: ["label"] });
  expect(kinds).toEqual({
    numeric: ["bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g"],
    categorical: ["island", "sex"],
  });
  const encoder = TableEncoder.fit(train, kinds);
  expect(encoder.featureNames.slice(4)).toEqual([
    "island=Biscoe",
    "island=Dream",
    "island=Torgersen",
    "sex=<missing>",
    "sex=female",
    "sex=male",
  ]);
  const { classes, indices } = encodeLabels(train.column("label"));
  expect(classes).toEqual(["Adelie", "Chinstrap", "Gentoo"]);
  expect(classes.map((_, k) => indices.filter((c) => c === k).length)).toEqual([122, 55, 99]);

  const logLoss = (x: readonly number[][], labels: Int32Array): number =>
    x.reduce((sum, row, i) => {
      const logits = reference.intercept.map((b, k) =>
        row.reduce((z, v, j) => z + v * (reference.coefficients[10 * k + j] ?? 0), b),
      );
      return sum + Math.log(logits.reduce((total, z) => total + Math.exp(z), 0)) - (logits[labels[i] ?? -1] ?? 0);
    }, 0);
  const penalty = reference.coefficients.reduce((sum, w) => sum + w * w, 0) / 2;
  const objective = logLoss(encoder.transform(train).toArray() as number[][], indices) + penalty;
  expect(Math.abs(objective / reference.objective - 1)).toBeLessThan(1e-10);
  const ofTest = logLoss(
    encoder.transform(test).toArray() as number[][],
    encodeLabelsAs(test.column("label"), classes),
  );
  expect(Math.abs(ofTest / test.rowCount / reference.testLogLoss - 1)).toBeLessThan(1e-10);
});
