import { SurprisalError, type BatchLoss, type Loss, type ParameterSpecification } from "@surprisal/contract";
import { toTex, type ToTexOptions } from "@surprisal/contract/compile";
import type { DocComment } from "../examples/docComments.ts";
import { page, section, short, table } from "./markdown.ts";
import { pointsTable } from "./points.ts";

/** What a gallery shows: a loss, and what its source says of it. */
export interface Exhibit {
  readonly name: string;
  readonly loss: Loss | BatchLoss;
  readonly doc: DocComment;
}

const isOfExamples = (loss: Loss | BatchLoss): loss is Loss => "value" in loss;

/** The page of a loss, in Markdown. */
export function lossPage({ doc, loss, name }: Exhibit): string {
  const tagged = (tag: string): string[] => doc.tags.filter((each) => each.name === tag).map(({ text }) => text);
  const ofExamples = isOfExamples(loss) ? loss : undefined;
  return page(
    `# ${name}`,
    doc.description,
    ...(ofExamples ? [formulas(ofExamples), kinds(ofExamples)] : []),
    section("Parameters", table(["Name", "Default", "Domain"], Object.entries(loss.specification).map(parameterRow))),
    section("Claims", ofExamples ? table(["Trait", "Value"], Object.entries(ofExamples.traits).map(traitRow)) : ""),
    section("Values", ofExamples ? pointsTable(ofExamples) : ""),
    section(
      "Example",
      tagged("example")
        .map((code) => `\`\`\`ts\n${code}\n\`\`\``)
        .join("\n\n"),
    ),
    section(
      "Source",
      tagged("see")
        .map((text) => text.replaceAll("\n", " "))
        .join("\n\n"),
    ),
  );
}

/** One formula a kind of target. */
function formulas(loss: Loss): string {
  const each = loss.target.flatMap((target) => {
    const tex = formula(loss, { target }) ?? formula(loss, { target, classCount: 3 });
    return tex === undefined ? [] : [{ target, text: `$$\n${tex}\n$$` }];
  });
  if (loss.target.length === 1) return each.map(({ text }) => text).join("");
  return each.map(({ target, text }) => `Target: ${target}\n\n${text}`).join("\n\n");
}

function formula(loss: Loss, options: ToTexOptions): string | undefined {
  try {
    return toTex(loss, options);
  } catch (error) {
    // It has none: it looks at numbers, would fill a page, or a parameter has no default.
    if (error instanceof SurprisalError) return undefined;
    throw error;
  }
}

const kinds = ({ prediction, target }: Loss): string => `Prediction: ${prediction}. Target: ${target.join(" or ")}.`;

function parameterRow([name, { default: value, domain, integer, oneOf }]: [string, ParameterSpecification]): string[] {
  const values = oneOf ? oneOf.map((each) => JSON.stringify(each)).join(", ") : domain;
  const allowed = [values, integer === true && "whole"].filter((part) => typeof part === "string");
  return [name, value === undefined ? "none" : JSON.stringify(value), allowed.join(", ")];
}

const traitNames: Readonly<Record<string, string>> = {
  convex: "Convex in the prediction",
  bounded: "Least upper bound",
  lipschitz: "Largest gradient (L2 norm)",
  smoothness: "Largest eigenvalue of the Hessian",
  shiftInvariant: "Unchanged when all logits are shifted",
  symmetric: "Sum over all classes is constant",
};

function traitRow([name, value]: [string, number | boolean | undefined]): string[] {
  const hasNumber = name === "bounded" || name === "lipschitz" || name === "smoothness";
  const text = typeof value === "number" ? short(value) : hasNumber ? "none" : value === true ? "yes" : "no";
  return [traitNames[name] ?? name, text];
}
