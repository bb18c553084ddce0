import type { Loss, ParameterSpecification, TargetKind } from "@surprisal/contract";
import { toTex } from "@surprisal/contract/compile";
import { sizeOf, tensor, Tensor } from "@surprisal/tensor";
import { describe, expect, test } from "vitest";
import { exhibits, isOfExamples, tagged, type ExampleExhibit } from "../../src/gallery/exhibits.ts";
import { formulasOf, renderFormula, type Formula } from "../../src/gallery/formula.ts";
import { root } from "../../src/source.ts";
import { evaluateTex } from "./tex/evaluate.ts";
import type { Value } from "./tex/values.ts";

// A formula on a page gives, read as mathematics, the number that the loss gives.

const all = exhibits(root);

/** These say in their formula what it is of in a way that cannot be computed from it: inverses, sorted errors, a normalizer that is implicit. */
const notComputed = new Set(["backwardCorrection", "biTemperedLogistic", "lovaszHinge"]);

test.each(all.map((exhibit) => [exhibit.name, exhibit] as const))(
  "%s has a formula that can be drawn",
  (_, exhibit) => {
    const formulas = formulasOf(exhibit);
    expect(formulas.length).toBeGreaterThan(0);
    for (const formula of formulas) {
      expect(renderFormula(formula).markup).toContain("<math");
      // What has no notation stands under its own name.
      expect(formula.tex).not.toMatch(/operatorname\{(?!softmax|sign|erf|sparsemax|entmax15)/);
    }
  },
);

/** A loss that is shown without what it needs. */
const given: Readonly<Record<string, Readonly<Record<string, unknown>>>> = { mixupCrossEntropy: { otherClasses: [2] } };

const cases = all
  .filter(isOfExamples)
  .map((exhibit) => ({ ...exhibit, loss: exhibit.loss.with(given[exhibit.name] ?? {}) }))
  .filter(({ name }) => !notComputed.has(name))
  .flatMap((exhibit) => formulasOf(exhibit).map((formula) => [exhibit.name, formula, exhibit] as const));

describe("formulas give the value of the loss", () => {
  test.each(cases)("%s: %o", (_, formula, exhibit) => {
    const kind = targetOf(formula, exhibit.loss);
    const losses = isGeneral(formula, exhibit, kind) ? [exhibit.loss, otherwise(exhibit.loss)] : [exhibit.loss];
    for (const loss of losses) {
      for (const example of examplesOf(loss, kind)) {
        const { names, prediction, target } = example;
        const value = loss(prediction, target).item();
        expect(evaluateTex(formula.tex, names), JSON.stringify({ ...loss.parameters, prediction, target })).toBeCloseTo(
          value,
          9,
        );
      }
    }
  });
});

const targetOf = ({ about }: Formula, { target }: Loss): TargetKind =>
  target.find((kind) => about?.includes(`target: ${kind}`)) ?? target[0] ?? "real";

/** Whether a formula is for all parameters, rather than for the defaults. */
const isGeneral = ({ tex }: Formula, exhibit: ExampleExhibit, target: TargetKind): boolean =>
  tagged(exhibit, "formula").length > 0 || tex === toTex(exhibit.loss, { target, named: true });

/** The loss with other numbers for parameters. */
function otherwise(loss: Loss): Loss {
  const numbers = Object.entries<ParameterSpecification>(loss.specification).flatMap(([name, each]) => {
    if (typeof each.default !== "number" || each.integer || each.oneOf) return [];
    const [low = "0", high = "∞"] = /([^[(\s,]+),\s*([^\])\s]+)/.exec(each.domain ?? "")?.slice(1) ?? [];
    const start = low.includes("∞") ? (high.includes("∞") ? 0 : Number(high) - 1) : Number(low);
    return [[name, high.includes("∞") ? start + 0.83 : start + 0.35 * (Number(high) - start)]];
  });
  return loss.with(Object.fromEntries(numbers) as Readonly<Record<string, number>>);
}

interface Written {
  readonly prediction: Tensor;
  readonly target: Tensor;
  readonly names: ReadonlyMap<string, Value>;
}

const rows: readonly (readonly number[])[] = [
  [0.9, -0.4, 0.3],
  [-0.2, 0.7, 0.1],
];
const softmax = (row: readonly number[]): number[] => {
  const powers = row.map(Math.exp);
  return powers.map((each) => each / powers.reduce((sum, one) => sum + one, 0));
};
const float64 = (values: readonly number[], shape: readonly number[]): Tensor =>
  tensor(Float64Array.from(values), { shape });

/** Two examples, with what the names of a formula mean there. */
function examplesOf(loss: Loss, kind: TargetKind): Written[] {
  const own = Object.entries(loss.parameters).flatMap(([name, value]): [string, Value][] => {
    if (value instanceof Tensor) return [[name, sizeOf(value.shape) === 1 ? value.item() : value.toArray()]];
    return typeof value === "number" ? [[name, value]] : [];
  });
  const isOfRows = kind === "classes" || kind === "distribution" || kind === "row";
  return rows.map((row, i) => {
    const example = isOfRows ? rowExample(loss, kind, row, i) : elementExample(loss, kind, row[i] ?? 0);
    return { ...example, names: new Map([["C", row.length], ...example.names, ...own]) };
  });
}

function rowExample({ prediction }: Loss, kind: TargetKind, row: readonly number[], i: number): Written {
  const width = row.length;
  const [shape, classIndex] = [[1, width], 1];
  const values = prediction === "logProbabilities" ? softmax(row).map(Math.log) : row;
  const x = float64(values, shape);
  const goal = kind === "row" ? [0.3, 0, 0.8 + i] : [0.2, 0.5, 0.3];
  const labels = kind === "row" ? goal.map((each) => Math.min(1, each)) : goal;
  const name = { logits: "z", logProbabilities: "ell", probabilities: "p", real: "ŷ" }[prediction];
  return {
    prediction: x,
    target: kind === "classes" ? tensor(Int32Array.of(classIndex)) : float64(labels, shape),
    names: new Map<string, Value>([
      [name, values],
      ["p", softmax(row)],
      ["y", kind === "classes" ? classIndex : labels],
      ["q", kind === "row" ? softmax(labels) : labels],
    ]),
  };
}

function elementExample({ lossName, prediction }: Loss, kind: TargetKind, x: number): Written {
  // The ranks of a cumulative link are whole numbers.
  const y =
    kind === "sign" ? Math.sign(x - 0.8) : kind === "probability" ? 0.3 : lossName === "cumulativeLink" ? 1 : 1.7;
  const value = { logits: x, logProbabilities: -x, probabilities: x, real: x }[prediction];
  const name =
    kind === "sign" ? "s" : { logits: "z", logProbabilities: "ell", probabilities: "p", real: "ŷ" }[prediction];
  return {
    prediction: float64([value], [1]),
    target: float64([y], [1]),
    names: new Map([
      [name, value],
      ["y", y],
    ]),
  };
}
