import { expect, test } from "vitest";
import { stoppedBecause, thin } from "../../src/sections/training.ts";
import { smallInput } from "../smallInput.ts";
import { renderedSection } from "./renderedSection.ts";

const withFit = (fit: Partial<(typeof smallInput)["fit"]>) => ({ ...smallInput, fit: { ...smallInput.fit, ...fit } });

test("objective and gradient norm, as curves and as numbers", () => {
  const { page, text } = renderedSection("training", smallInput);
  expect(text).toContain("The fit converged after 3 iterations: the gradient fell below its tolerance.");
  expect(text).toContain("At the end the objective was 3.12500 and the norm of its gradient 1.00e−7.");
  expect(page.table("Objective at each iteration")).toEqual([
    ["1", "4.50000"],
    ["2", "3.25000"],
    ["3", "3.12500"],
  ]);
  expect(page.table("Gradient norm at each iteration")[2]).toEqual(["3", "1.00000e−7"]);
});

test("a fit that did not converge says so here and at the head of the page", () => {
  const { page, text } = renderedSection(
    "training",
    withFit({ converged: false, reason: "maxIterations", iterations: 1 }),
  );
  expect(text).toContain(
    "The fit did not converge. It stopped after 1 iteration: the largest allowed number of iterations was reached.",
  );
  expect(page.all("header .note strong").map(({ textContent }) => textContent)).toEqual(["The fit did not converge."]);
});

test("an empty history has no curve", () => {
  const { page, text } = renderedSection("training", withFit({ history: [] }));
  expect(text).toContain("There are too few iterations on record for a curve.");
  expect(text).not.toContain("At the end");
  expect(page.all("#training ~ .figures")).toEqual([]);
});

test("a long history is thinned; what is not finite is left out", () => {
  const history = Array.from({ length: 5000 }, (_, i) => ({
    iteration: i + 1,
    objective: i === 17 ? Number.NaN : 1 / (i + 1),
    gradientNorm: Number.POSITIVE_INFINITY,
  }));
  const { page } = renderedSection("training", withFit({ history }));
  const numbers = page.table("Objective; 4,840 iterations left out");
  expect([numbers.length, numbers[0]?.[0], numbers.at(-1)?.[0]]).toEqual([160, "1", "5,000"]);
  expect(page.all("svg[aria-label^='Gradient norm']")).toEqual([]);
});

test("thin keeps the first and the last", () => {
  expect(thin([1, 2, 3, 4, 5, 6, 7], 3)).toEqual([1, 4, 7]);
  expect(thin([1, 2], 3)).toEqual([1, 2]);
});

test("reasons of one's own are said as they are", () => {
  expect(stoppedBecause("gradient")).toBe("the gradient fell below its tolerance");
  expect(stoppedBecause("the disk was full")).toBe("the disk was full");
  expect(stoppedBecause("toString")).toBe("toString");
});
