import type { Loss, Traits } from "@surprisal/contract";
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
  shiftInvariant: { title: "Unchanged when all logits are shifted" },
  symmetric: { title: "Adds up to a constant over all classes (tolerates label noise)" },
};

/** A row for each claim of a loss: what is claimed, and the answer. */
export function claimsOf({ traits }: Loss): HtmlValue[][] {
  return Object.entries({ ...traits }).map(([name, value]) => {
    const wording: Wording | undefined = Object.hasOwn(wordings, name) ? wordings[name as keyof Traits] : undefined;
    return [wording?.title ?? name, answer(value, wording?.no ?? "no")];
  });
}

function answer(value: unknown, no: string): string {
  if (value === false) return no;
  if (value === true) return "yes";
  return typeof value === "number" ? formatTick(value) : String(value);
}
