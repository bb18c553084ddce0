import type { Loss, TargetKind } from "@surprisal/contract";
import { toTex } from "@surprisal/contract/compile";
import { html, trusted, type Html } from "@surprisal/report/parts";
import katex from "katex";
import { attempt } from "./attempt.ts";
import { isOfExamples, tagged, type Exhibit } from "./exhibits.ts";

/** A formula, and what it is for, where there are several. */
export interface Formula {
  readonly tex: string;
  readonly about?: string;
}

/** The formulas of a loss: what its documentation says (`@formula`), else what is printed of its ops. */
export function formulasOf(exhibit: Exhibit): Formula[] {
  const stated = tagged(exhibit, "formula").map((tex) => ({ tex }));
  if (stated.length > 0 || !isOfExamples(exhibit)) return stated;
  const { loss } = exhibit;
  return loss.target.flatMap((target) => {
    const named = printed(loss, target, true);
    const plain = printed(loss, target, false);
    const about = loss.target.length > 1 ? [`target: ${target}`] : [];
    const formula = (tex: string, how?: string): Formula => {
      const said = [...about, ...(how === undefined ? [] : [how])].join(", ");
      return said === "" ? { tex } : { tex, about: said };
    };
    // By names where all numbers that come of parameters could be written so.
    if (named === undefined || /\d\.\d{5}/.test(named)) return plain === undefined ? [] : [formula(plain)];
    if (plain === undefined || plain.length > 0.5 * named.length) return [formula(named)];
    return [formula(plain, "with the defaults"), formula(named, "in general")];
  });
}

const printed = (loss: Loss, target: TargetKind, named: boolean): string | undefined =>
  attempt(() => toTex(loss, { target, named })) ?? attempt(() => toTex(loss, { target, named, classCount: 3 }));

/** Names of several letters want room before what they are multiplied by, or both are read as one. */
const spaced = (tex: string): string =>
  tex.replaceAll(
    /(\\mathit\{\w+\}(?:_(?:\w|\{[^}]*\}))?) (?!\\(?:right|cdot|ne|l[et]|g[et]|quad|end|\\)|[-+=<>,&}\])])/g,
    "$1 \\, ",
  );

/** A formula as MathML, what it says of its symbols in pieces of their own; what is wider than the page scrolls. */
export function renderFormula({ about, tex }: Formula): Html {
  return html`${about !== undefined && html`<p class="meta">${about}</p>`}
    <div class="formula" role="group" tabindex="0" aria-label="Formula${about !== undefined && `, ${about}`}">
      ${tex.split(", \\quad ").map((piece) => trusted(mathOf(piece)))}
    </div>`;
}

/**
 * TeX as MathML. Letters are in italics of the text's own font, bars and ε are those of text: browsers would take those of a mathematical font,
 * which not every machine has. Behind the name of a function there is a thin space.
 */
function mathOf(tex: string): string {
  const names = new Set(Array.from(tex.matchAll(/\\mathit\{(\w+)\}/g), ([, name]) => name));
  return (
    katex
      .renderToString(spaced(tex), { displayMode: true, output: "mathml", strict: "error", throwOnError: true })
      .replaceAll("∣", "|")
      .replaceAll("ϵ", "ε")
      // A name is one word, not a product of its letters.
      .replaceAll(/<mrow>((?:<mi>\w<\/mi>)+)<\/mrow>/g, (whole, letters: string) => {
        const name = letters.replaceAll(/<\/?mi>/g, "");
        return names.has(name) ? `<mi class="letter">${name}</mi>` : whole;
      })
      .replaceAll(/<mi>([^<])<\/mi>/gu, '<mi class="letter">$1</mi>')
      .replaceAll(/<mo>\u2061<\/mo>(?!<mo[^>]*>\()/g, '$&<mspace width="0.17em"></mspace>')
  );
}
