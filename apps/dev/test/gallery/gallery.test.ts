import { toTex } from "@surprisal/contract/compile";
import * as losses from "@surprisal/losses";
import { describe, expect, test } from "vitest";
import { gallery } from "../../src/gallery/gallery.ts";
import { root } from "../../src/source.ts";

const pages = gallery(root);

describe("gallery", () => {
  test("has one page a loss, each reached from the index", () => {
    const names = Object.keys(losses).toSorted();
    expect([...pages.keys()]).toEqual(["index.md", ...names.map((name) => `${name}.md`)]);
    for (const name of names) expect(pages.get("index.md")).toContain(`[${name}](${name}.md)`);
  });

  test("shows nothing that is not there", () => {
    for (const [name, text] of pages) expect(text, name).not.toMatch(/undefined|NaN|\[object|\n\n\n/);
  });

  test.each(["crossEntropy", "huber"])("the page of %s", (name) => {
    expect(pages.get(`${name}.md`)).toMatchSnapshot();
  });

  test("a loss of whole batches has no formula of one example", () => {
    expect(pages.get("infoNce.md")).toMatch(/^# infoNce\n\nInfoNCE: .*\n\n## Parameters\n/);
  });
});

const { huber, logistic, quantile, softmaxFocal } = losses;

test.each([
  [
    "binaryCrossEntropy",
    toTex(losses.binaryCrossEntropy),
    "y \\operatorname{softplus}(-z) + (1 - y) \\operatorname{softplus}(z)",
  ],
  [
    "brierScore",
    toTex(losses.brierScore),
    "\\sum_k \\left(\\begin{cases} p_k - 1 & y = k \\\\ p_k & \\text{otherwise} \\end{cases}\\right)^2",
  ],
  ["crammerSinger", toTex(losses.crammerSinger), "\\max\\left(0, 1 + \\max_{k \\ne y} z_k - z_y\\right)"],
  [
    "crossEntropy",
    toTex(losses.crossEntropy.with({ labelSmoothing: 0.1 })),
    "-0.9 \\log p_y - \\frac{0.1}{C} \\sum_k \\log p_k",
  ],
  ["generalizedCrossEntropy", toTex(losses.generalizedCrossEntropy), "\\frac{1 - p_y^{0.7}}{0.7}"],
  ["hinge", toTex(losses.hinge), "\\max(0, 1 - s y)"],
  [
    "huber",
    toTex(huber.with({ delta: 2 })),
    "\\begin{cases} 0.5 (\\hat{y} - y)^2 & |\\hat{y} - y| < 2 \\\\ 2 (|\\hat{y} - y| - 1) & \\text{otherwise} \\end{cases}",
  ],
  ["klDivergence", toTex(losses.klDivergence), "y \\log y - y \\ell"],
  ["logistic", toTex(logistic), "\\operatorname{softplus}(-s y)"],
  ["quantile", toTex(quantile), "\\max(0.5 (y - \\hat{y}), 0.5 (\\hat{y} - y))"],
  ["softmaxFocal", toTex(softmaxFocal), "-(1 - p_y)^2 \\log p_y"],
  ["sphericalScore", toTex(losses.sphericalScore), "1 - \\operatorname{softmax}(2 z)_y^{0.5}"],
  ["tangent", toTex(losses.tangent), "(2 \\operatorname{arctangent}(s y) - 1)^2"],
])("the formula of %s", (_, text, expected) => expect(text).toBe(expected));
