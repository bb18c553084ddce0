import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { folderWith, penguins, surprisal } from "../harness.ts";

let model = "";

beforeAll(async () => {
  model = join(await folderWith(), "model.json");
  await surprisal(["fit", penguins, "--target", "label", "--test-every", "5", "--model", model]);
});

describe("evaluate", () => {
  test("counts what a model gets right", async () => {
    const { stdout } = await surprisal(["evaluate", model, penguins, "--target", "label", "--json"]);
    const result = JSON.parse(stdout);
    expect(result).toMatchObject({ correct: 344, count: 344, accuracy: 1, classes: ["Adelie", "Chinstrap", "Gentoo"] });
    expect(result.confusion).toEqual([
      [152, 0, 0],
      [0, 68, 0],
      [0, 0, 124],
    ]);
    // 276 training and 68 test rows, each with the log-loss of the reference.
    expect(result.logLoss).toBeCloseTo((276 * 0.0319692867756 + 68 * 0.0232658955669) / 344, 7);
  });

  test("and says it to a person", async () => {
    const { stdout } = await surprisal(["evaluate", model, penguins, "--target", "label"]);
    expect(stdout).toContain("Accuracy 100.0 % (344 of 344), log-loss 0.03025 nats");
    expect(stdout).toMatch(/Gentoo +0 +0 +124\n$/);
  });

  test("refuses a class that training did not see, with its line", async () => {
    const { code, stderr } = await surprisal(["evaluate", model, penguins, "--target", "island"]);
    expect(code).toBe(1);
    expect(stderr).toBe(
      `surprisal: ${penguins}, line 2: island is "Torgersen", expected a class of training: "Adelie", "Chinstrap", "Gentoo"\n`,
    );
  });
});
