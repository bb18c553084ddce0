import { type BatchLoss, type Loss, ParameterError } from "@surprisal/contract";
import { Tensor } from "@surprisal/tensor";
import { describe, expect, test } from "vitest";
import * as losses from "../src/index.ts";

// What people write their code against: a change of a name, a default, a domain or a claim is to be seen, and meant.

const all = Object.entries<unknown>(losses).filter(
  (entry): entry is [string, Loss | BatchLoss] => typeof entry[1] === "function" && "lossName" in entry[1],
);
const ofExamples = all.filter((entry): entry is [string, Loss] => "traits" in entry[1]);

/** On one line; tensors as lists, and numbers in twelve digits: what is computed of logarithms may differ in the last ones. */
const line = (value: unknown): string =>
  JSON.stringify(value, (_, each: unknown) => {
    if (each instanceof Tensor) return each.toArray();
    if (typeof each !== "number") return each;
    return Number.isFinite(each) ? Number(each.toPrecision(12)) : String(each);
  });

test.each(all)("%s", (_, { lossName, parameters, specification, ...rest }) => {
  const claimed = "traits" in rest ? { prediction: rest.prediction, target: rest.target, traits: rest.traits } : {};
  expect(line({ lossName, parameters, specification, ...claimed })).toMatchSnapshot();
});

/** Numbers on both sides of where claims change. */
const numbers = [-1, 0, 0.1, 0.5, 0.75, 1, 1.5, 2, 5];
/** For parameters that are tensors. */
const tensors: Readonly<Record<string, unknown>> = {
  counts: [64, 2, 5],
  prior: [0.8, 0.15, 0.05],
  cutpoints: [-1, 1],
  otherClasses: [0, 1],
  transition: [
    [0.7, 0.2, 0.1],
    [0.05, 0.9, 0.05],
    [0.3, 0.1, 0.6],
  ],
  scale: [0.5, 2],
  variance: [0.5, 2],
};

/** The loss with one parameter changed; undefined for what is outside of the domain. */
function changed(loss: Loss, name: string, value: unknown): Loss | undefined {
  try {
    return loss.with({ [name]: value });
  } catch (error) {
    if (error instanceof ParameterError) return undefined;
    throw error;
  }
}

describe("claims that change with a parameter", () => {
  test.each(ofExamples.filter(([, { parameters }]) => Object.keys(parameters).length > 0))("%s", (_, loss) => {
    const usual: Readonly<Record<string, unknown>> = { ...loss.traits };
    const lines = Object.entries(loss.specification).flatMap(([name, { default: standard, oneOf, tensor }]) => {
      const values: readonly unknown[] = [
        ...(oneOf ?? (typeof standard === "boolean" ? [true, false] : numbers)),
        ...(tensor && name in tensors ? [tensors[name]] : []),
      ];
      return values
        .filter((value) => value !== standard)
        .flatMap((value) => {
          const other = changed(loss, name, value);
          if (other === undefined) return [];
          const traits: Readonly<Record<string, unknown>> = { ...other.traits };
          const claims = [...new Set([...Object.keys(usual), ...Object.keys(traits)])]
            .filter((claim) => line(traits[claim]) !== line(usual[claim]))
            .map((claim) => `${claim} ${line(traits[claim]) ?? "no claim"}`);
          return claims.length > 0 ? [`${name} ${line(value)}: ${claims.join(", ")}`] : [];
        });
    });
    expect(lines.join("\n")).toMatchSnapshot();
  });
});
