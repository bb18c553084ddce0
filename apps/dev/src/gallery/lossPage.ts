import type { ParameterSpecification } from "@surprisal/contract";
import { dataTable, html, renderDetails, renderSection, type Html, type Section } from "@surprisal/report/parts";
import { claimsOf } from "./claims.ts";
import { isOfExamples, tagged, type ExampleExhibit, type Exhibit } from "./exhibits.ts";
import { formulasOf, renderFormula } from "./formula.ts";
import { groupOf } from "./kinds.ts";
import { noiseCurveOf } from "./noise/noiseCurve.ts";
import { noiseFigure } from "./noise/noiseFigure.ts";
import { contents, pageOf } from "./shell.ts";
import { shapeSection } from "./shapeSection.ts";
import { symbolsOf } from "./symbols.ts";
import { sourceOf } from "./sourceText.ts";

/** The page of a loss. */
export function lossPage(exhibit: Exhibit): string {
  const { doc, loss, name } = exhibit;
  const sections = [
    parameters(exhibit),
    shapeSection(exhibit),
    ...(isOfExamples(exhibit) ? [claims(exhibit), noise(exhibit)] : []),
    example(exhibit),
    elsewhere(exhibit),
    ...(isOfExamples(exhibit) ? [source(exhibit)] : []),
  ].filter((each) => each !== undefined);
  const group = groupOf(exhibit);
  const formulas = formulasOf(exhibit);
  const symbols = symbolsOf(
    exhibit,
    formulas.map(({ tex }) => tex),
  );
  const kinds = isOfExamples(exhibit)
    ? html`<p class="meta">Prediction: ${exhibit.loss.prediction}. Target: ${exhibit.loss.target.join(" or ")}.</p>`
    : html`<p class="meta">One value a batch.</p>`;
  return pageOf(
    `${name}: a loss of Surprisal`,
    html`<header>
        <p class="kind"><a href="index.html">Losses</a> · <a href="index.html#${group.id}">${group.title}</a></p>
        <h1><code>${loss.lossName}</code></h1>
        <p class="lede">${prose(doc.description)}</p>
        ${formulas.map(renderFormula)} ${symbols !== "" && html`<p class="meta">${symbols}.</p>`} ${kinds}
        ${tagged(exhibit, "see").map((text) => html`<p class="meta">${prose(text)}</p>`)} ${contents(sections)}
      </header>
      <main>${sections.map(renderSection)}</main>
      <footer>
        <p>Written by <code>pnpm gallery</code> from ${exhibit.file}.</p>
      </footer>`,
  );
}

/** Text of a comment: what stands in backticks is code. */
export const prose = (text: string): Html[] =>
  text.split("`").map((part, i) => (i % 2 === 1 ? html`<code>${part}</code>` : html`${part}`));

function parameters(exhibit: Exhibit): Section | undefined {
  const all = Object.entries<ParameterSpecification>(exhibit.loss.specification);
  if (all.length === 0) return undefined;
  const about = new Map(tagged(exhibit, "param").map((text) => text.split(/ - (.*)/s).slice(0, 2) as [string, string]));
  const rows = all.map(([name, each]) => [
    html`<code>${name}</code>`,
    standard(each),
    domain(each),
    prose(about.get(name) ?? ""),
  ]);
  const columns = ["Name", "Default", "Domain", "What it is"].map((title) => ({ title, isText: true }));
  return {
    id: "parameters",
    title: "Parameters",
    body: html`<div class="scroll" role="group" tabindex="0" aria-label="Parameters">
      ${dataTable("Set by .with({ … })", columns, rows)}
    </div>`,
  };
}

const standard = ({ default: value }: ParameterSpecification): string =>
  value === undefined ? "none: it must be given" : JSON.stringify(value);

function domain({ domain: interval, integer, oneOf }: ParameterSpecification): string {
  const values = oneOf ? oneOf.map((each) => JSON.stringify(each)).join(", ") : interval;
  return [values, integer === true && "whole"].filter((part) => typeof part === "string").join(", ");
}

function claims({ loss }: ExampleExhibit): Section | undefined {
  const rows = claimsOf(loss);
  if (rows.length === 0) return undefined;
  const columns = [{ title: "Claim" }, { title: "Answer", isText: true }];
  const body = html`<div class="wide">
    ${dataTable("Each is tested, on random and on extreme input", columns, rows)}
  </div>`;
  return { id: "claims", title: "Claims", body };
}

function noise({ loss, name }: ExampleExhibit): Section | undefined {
  const curve = noiseCurveOf(loss);
  if (!curve) return undefined;
  const { study } = curve;
  const what = study.isShare
    ? "a linear classifier of 120 examples, of which some lie far out"
    : "a line through 120 points";
  return {
    id: "noise",
    title: study.isShare ? "Under wrong labels" : "Under outliers",
    body: html`<p>
        ${name} fitted to made data: ${what}, by L-BFGS from 0, the mean of five draws. A share of the
        ${study.isShare ? "labels is changed to another class" : "targets is made 6 larger"}; new examples have none of
        that.
      </p>
      <div class="figures">${noiseFigure(name, curve)}</div>`,
  };
}

function example(exhibit: Exhibit): Section | undefined {
  const codes = exhibit.doc.tags.filter(({ name }) => name === "example");
  if (codes.length === 0) return undefined;
  return {
    id: "example",
    title: "Worked example",
    body: html`${codes.map(({ text }) => html`<pre tabindex="0"><code>${text}</code></pre>`)}`,
  };
}

function elsewhere(exhibit: Exhibit): Section | undefined {
  const rows = tagged(exhibit, "also").map((text) => {
    const [library = "", ...rest] = text.split(": ");
    return [library, prose(rest.join(": "))];
  });
  if (rows.length === 0) return undefined;
  const columns = [{ title: "Library" }, { title: "Its name there", isText: true }];
  return {
    id: "elsewhere",
    title: "Elsewhere",
    body: html`<div class="wide">
      ${dataTable("The same mathematics; what goes in, defaults and reductions may differ", columns, rows)}
    </div>`,
  };
}

function source(exhibit: ExampleExhibit): Section | undefined {
  const [value, both] = [sourceOf(exhibit, false), sourceOf(exhibit, true)];
  if (value === undefined) return undefined;
  const code = (text: string): Html => html`<pre tabindex="0"><code>${text}</code></pre>`;
  return {
    id: "source",
    title: "Source to take away",
    body: html`<p>One function that needs no package, with the parameters written in.</p>
      ${renderDetails("Value", code(value))} ${both !== undefined && renderDetails("Value and gradient", code(both))}`,
  };
}
