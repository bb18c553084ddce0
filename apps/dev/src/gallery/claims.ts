import type { Limit, Loss, OptimalConstant, Traits } from "@surprisal/contract";
import { formatTick, type HtmlValue } from "@surprisal/report/parts";

/** A claim in words: what is claimed, and what it is where the answer is no. */
interface Wording {
  readonly title: string;
  readonly no?: string;
}

const wordings: { readonly [K in keyof Traits]-?: Wording } = {
  convex: { title: "Convex in the prediction" },
  bounded: { title: "Least upper bound", no: "none: it grows without end" },
  lipschitz: { title: "Largest gradient of an example (L2 norm)", no: "none: it grows without end" },
  smoothness: { title: "Largest eigenvalue of the Hessian", no: "none: it has a kink, or bends ever more" },
  differentiable: { title: "Continuously differentiable" },
  shiftInvariant: { title: "Unchanged when all logits are shifted" },
  symmetric: { title: "Adds up to a constant over all classes (tolerates label noise)" },
  proper: { title: "Strictly proper: the mean loss is least at the true probabilities, by the link" },
  calibrated: { title: "Classification-calibrated: at its minimum the most probable class comes first" },
  favorsRareClasses: { title: "Scores the rarer of two equally likely classes higher" },
  ordinal: { title: "Costs the more the further from the true class" },
  leastAt: { title: "Least where the prediction is" },
  optimalConstant: { title: "Best constant prediction" },
  limits: { title: "Becomes other losses" },
};

const constants: Readonly<Record<Extract<OptimalConstant, string>, string>> = {
  mean: "the mean of the targets",
  median: "the median of the targets",
  logMean: "the logarithm of the mean of the targets",
  logPrior: "the logarithms of the shares of the classes",
  logit: "the logit of the share of ones",
  halfLogit: "half the logit of the share of ones",
};

/** A row for each claim of a loss: what is claimed, and the answer. */
export function claimsOf({ traits }: Loss): HtmlValue[][] {
  const { differentiable, leastAt, limits, optimalConstant, proper, ...others } = traits;
  const answers: Partial<Record<keyof Traits, string>> = {
    ...Object.fromEntries(
      Object.entries(others).map(([name, value]) => [name, answer(value, wordings[name as keyof Traits].no ?? "no")]),
    ),
    ...(differentiable !== undefined && {
      differentiable: ["no: it has kinks", "once: its curvature jumps", "twice and more"][differentiable],
    }),
    ...(proper !== undefined && {
      proper: proper === false ? "no" : typeof proper === "string" ? proper : proper.formula,
    }),
    ...(leastAt !== undefined && { leastAt: leastAt === "target" ? "the target" : "the logarithm of the target" }),
    ...(optimalConstant !== undefined && { optimalConstant: constant(optimalConstant) }),
    ...(limits !== undefined && { limits: limits.map((limit) => becomes(limit)).join("; ") }),
  };
  // In the order of the words above.
  return Object.entries(wordings).flatMap(([name, { title }]) => {
    const text = answers[name as keyof Traits];
    return text === undefined ? [] : [[title, text]];
  });
}

function constant(claimed: OptimalConstant): string {
  if (typeof claimed === "string") return constants[claimed];
  return "quantile" in claimed
    ? `the ${claimed.quantile}-quantile of the targets`
    : `the ${claimed.expectile}-expectile of the targets`;
}

function becomes({ at, is, times = 1, with: parameters }: Limit): string {
  const listed = (values: Limit["at"]): string =>
    Object.entries(values)
      .map(([key, value]) => `${key} = ${typeof value === "number" || typeof value === "boolean" ? value : "…"}`)
      .join(", ");
  const where = Object.keys(at).length === 0 ? "always" : `at ${listed(at)}`;
  const other = parameters === undefined ? is : `${is} (${listed(parameters)})`;
  return `${where} ${times === 1 ? other : `${formatTick(times)} × ${other}`}`;
}

function answer(value: unknown, no: string): string {
  if (value === false) return no;
  if (value === true) return "yes";
  return typeof value === "number" ? formatTick(value) : String(value);
}
