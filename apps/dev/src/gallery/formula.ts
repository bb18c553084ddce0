import type { TargetKind } from "@surprisal/contract";
import { toTex } from "@surprisal/contract/compile";
import { html, trusted, type Html } from "@surprisal/report/parts";
import katex from "katex";
import { attempt } from "./attempt.ts";
import { isOfExamples, tagged, type Exhibit } from "./exhibits.ts";

/** A formula, and the kind of target it is for, where there are several. */
export interface Formula {
  readonly tex: string;
  readonly target?: TargetKind;
}

/** The formulas of a loss: what its documentation says (`@formula`), else what is printed of its ops. */
export function formulasOf(exhibit: Exhibit): Formula[] {
  const stated = tagged(exhibit, "formula").map((tex) => ({ tex }));
  if (stated.length > 0 || !isOfExamples(exhibit)) return stated;
  const { loss } = exhibit;
  const each = loss.target.flatMap((target) => {
    const tex = attempt(() => toTex(loss, { target })) ?? attempt(() => toTex(loss, { target, classCount: 3 }));
    return tex === undefined ? [] : [{ tex, target }];
  });
  return each.length === 1 ? each.map(({ tex }) => ({ tex })) : each;
}

/** A formula as MathML; what is wider than the page scrolls. */
export function renderFormula({ target, tex }: Formula): Html {
  const markup = katex.renderToString(tex, {
    displayMode: true,
    output: "mathml",
    strict: "error",
    throwOnError: true,
  });
  // Letters in italics of the text's own font: browsers would take those of a mathematical one, which not every machine has.
  const math = markup.replaceAll(/<mi>([^<])<\/mi>/gu, '<mi class="letter">$1</mi>');
  const about = target === undefined ? "Formula" : `Formula for targets of the kind ${target}`;
  return html`<div class="formula" role="group" tabindex="0" aria-label="${about}">${trusted(math)}</div>`;
}
