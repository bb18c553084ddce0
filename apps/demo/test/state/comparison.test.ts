import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { drawPoints } from "../../src/model/points.ts";
import { defaultScreen } from "../../src/model/screen.ts";
import { compareStarts } from "../../src/state/comparison.ts";
import { directClient } from "../direct.ts";

test("the story is true, and the README tells it with these figures", { timeout: 120_000 }, async () => {
  const shares: number[] = [];
  const points = drawPoints(defaultScreen);
  const clients = { wrong: directClient(), zero: directClient() };
  const { targets, rows } = await compareStarts(clients, points, defaultScreen, (share) => shares.push(share));
  expect(targets).toMatchObject({ accuracy: 0.92, crossEntropy: 0.18 });
  expect(shares.at(-1)).toBe(1);
  expect(shares).toEqual(shares.toSorted((a, b) => a - b));

  const told = rows.map(({ start, loss, accuracyAt, crossEntropyAt, end }) => ({
    row: `${start} ${loss}`,
    accuracyAt,
    crossEntropyAt,
    accuracy: end.accuracy.toFixed(4),
    crossEntropy: end.crossEntropy.toFixed(4),
    slopes: end.slopes.map((slope) => slope.toFixed(3)).join(", "),
  }));
  expect(told).toMatchInlineSnapshot(`
    [
      {
        "accuracy": "0.9345",
        "accuracyAt": 78,
        "crossEntropy": "0.1645",
        "crossEntropyAt": 125,
        "row": "wrong crossEntropy",
        "slopes": "2.533, 1.854",
      },
      {
        "accuracy": "0.9350",
        "accuracyAt": 789,
        "crossEntropy": "0.2154",
        "crossEntropyAt": undefined,
        "row": "wrong squaredError",
        "slopes": "5.213, 3.963",
      },
      {
        "accuracy": "0.9345",
        "accuracyAt": 1,
        "crossEntropy": "0.1645",
        "crossEntropyAt": 34,
        "row": "zero crossEntropy",
        "slopes": "2.533, 1.854",
      },
      {
        "accuracy": "0.9350",
        "accuracyAt": 1,
        "crossEntropy": "0.1646",
        "crossEntropyAt": 163,
        "row": "zero squaredError",
        "slopes": "2.440, 1.843",
      },
    ]
  `);

  const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
  for (const { accuracyAt, crossEntropyAt, accuracy, crossEntropy, slopes } of told) {
    expect(readme).toContain(
      `| ${accuracyAt} | ${crossEntropyAt ?? "not by 3000"} | ${accuracy} | ${crossEntropy} | ${slopes} |`,
    );
  }
});
