import { trusted } from "../text/html.ts";

/**
 * The page's style: one column of text, figures in pairs where there is room, one font for reading and one for numbers.
 * What scrolls by itself fades out where more is to come, in browsers that know animations by scrolling.
 */
export const styleSheet = trusted(`
:root {
  color-scheme: light dark;
  --paper: #fdfdfb; --ink: #1c1c1a; --muted: #63625c; --line: #dedcd5; --wash: #f4f3ee;
  --blue: #0b6cb0; --orange: #bf4e00; --blue-shade: 11 108 176; --orange-shade: 214 92 0;
  --reading: Charter, "Bitstream Charter", "Iowan Old Style", "Sitka Text", Cambria, Georgia, serif;
  --numbers: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #17181a; --ink: #e9e7e2; --muted: #a6a49d; --line: #3a3b3d; --wash: #202124;
    --blue: #62b1ee; --orange: #f09a4e; --blue-shade: 60 140 205; --orange-shade: 214 110 30;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1.0625rem/1.6 var(--reading); }
header, main, footer { max-width: 46rem; margin: 0 auto; padding: 0 1rem; }
header { padding-top: clamp(2rem, 7vw, 4.5rem); }
h1, h2 { font-weight: 600; line-height: 1.2; text-wrap: balance; overflow-wrap: anywhere; }
h1 { font-size: clamp(1.9rem, 1.3rem + 2.6vw, 2.75rem); letter-spacing: -0.012em; margin: 0.3rem 0 0.6rem; }
h2 { font-size: 1.375rem; margin: 0 0 0.75rem; }
p, ul { margin: 0 0 1rem; max-width: 38rem; text-wrap: pretty; overflow-wrap: anywhere; }
ul { padding-left: 1.2rem; }
li { margin-bottom: 0.4rem; }
a { color: var(--blue); text-underline-offset: 0.15em; }
:focus-visible { outline: 2px solid var(--blue); outline-offset: 2px; }
section { margin-top: 3.25rem; padding-top: 1.5rem; border-top: 1px solid var(--line); }
.kind, .meta, nav, footer, figcaption, summary, table, dl, .note { font-family: var(--numbers); }
.kind { color: var(--muted); font-size: 0.875rem; margin: 0; }
.lede { font-size: 1.1875rem; line-height: 1.5; }
.meta { color: var(--muted); font-size: 0.875rem; }
nav { margin-top: 1.75rem; font-size: 0.875rem; line-height: 1.9; }
nav ul { list-style: none; padding: 0; margin: 0; max-width: none; display: flex; flex-wrap: wrap; column-gap: 1.25rem; }
nav li { margin: 0; }
.note { border-left: 4px solid var(--orange); background: var(--wash); padding: 0.75rem 1rem; font-size: 0.9375rem; line-height: 1.5; }
.note strong { display: block; }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 20rem), 1fr)); gap: 1.5rem 2.5rem; margin: 1.5rem 0; align-items: start; }
.level { align-items: end; margin-bottom: 0; }
figure { margin: 0; min-width: 0; max-width: 24rem; }
figcaption { font-size: 0.9375rem; line-height: 1.4; font-weight: 600; margin-bottom: 0.4rem; overflow-wrap: anywhere; }
figcaption span { font-weight: 400; color: var(--muted); }
svg { display: block; width: 100%; height: auto; overflow: visible; font-family: var(--numbers); }
svg text { white-space: pre; }
details { margin: 0.5rem 0 1rem; }
summary { cursor: pointer; font-size: 0.875rem; color: var(--muted); width: fit-content; padding: 0.2rem 0; }
table { border-collapse: collapse; width: 100%; font-size: 0.9375rem; line-height: 1.4; margin: 0 0 1.25rem; font-variant-numeric: tabular-nums; }
caption { text-align: left; color: var(--muted); font-size: 0.875rem; padding-bottom: 0.5rem; }
th, td { text-align: left; vertical-align: baseline; padding: 0.4rem 0.9rem 0.4rem 0; border-bottom: 1px solid var(--line); font-weight: 400; }
.long { overflow-wrap: anywhere; }
th:last-child, td:last-child { padding-right: 0; }
thead th { color: var(--muted); font-size: 0.875rem; border-bottom-color: var(--muted); vertical-align: bottom; }
.n { text-align: right; white-space: nowrap; }
thead .n { white-space: normal; }
dl { display: grid; grid-template-columns: minmax(6rem, max-content) 1fr; margin: 0 0 1.5rem; font-size: 0.9375rem; line-height: 1.45; }
dt, dd { margin: 0; padding: 0.4rem 0; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
dt { color: var(--muted); padding-right: 1.5rem; }
@property --fade { syntax: "<length>"; inherits: false; initial-value: 0px; }
@keyframes fade { from { --fade: 2.5rem; } to { --fade: 0px; } }
.scroll { overflow-x: auto; margin-bottom: 1.25rem; mask-image: linear-gradient(to left, transparent, #000 var(--fade)); animation: fade linear; animation-timeline: scroll(self inline); }
.scroll table { margin: 0; }
.matrix { width: auto; }
.matrix td { text-align: right; min-width: 2.4rem; padding: 0.4rem 0.55rem; border: 1px solid var(--paper); background: var(--wash); }
.matrix tbody th { white-space: nowrap; padding-left: 0; border-bottom-color: var(--paper); }
.matrix thead th { text-align: right; padding: 0.4rem 0.55rem; border-bottom: 0; white-space: nowrap; }
.matrix thead [colspan] { text-align: left; }
.matrix tbody th, .matrix thead .corner { text-align: left; padding-left: 0; position: sticky; left: 0; background: var(--paper); }
.dense { font-size: 0.8125rem; }
.dense td, .dense thead th { min-width: 1.55rem; padding: 0.22rem 0.3rem; }
.upright bdi { white-space: nowrap; }
.upright thead bdi { writing-mode: vertical-rl; transform: rotate(180deg); }
.matrix .zero { color: var(--muted); }
${[0.12, 0.2, 0.28, 0.36, 0.44].map((opacity, i) => `.matrix .b${i + 1} { background: rgb(var(--blue-shade) / ${opacity}); } .matrix .o${i + 1} { background: rgb(var(--orange-shade) / ${opacity}); }`).join("\n")}
pre { background: var(--wash); border: 1px solid var(--line); padding: 0.75rem 1rem; overflow-x: auto; font: 0.875rem/1.55 ui-monospace, "SF Mono", Menlo, Consolas, monospace; margin: 0 0 1.25rem; tab-size: 2; }
footer { margin-top: 3.25rem; padding-top: 1.25rem; padding-bottom: 3rem; color: var(--muted); font-size: 0.875rem; }
@media (max-width: 30rem) {
  table { font-size: 0.875rem; }
  th, td { padding-right: 0.6rem; }
  .n { white-space: normal; }
}
@media print {
  :root { color-scheme: light; --paper: #fff; --ink: #000; --muted: #55544f; --line: #cfcdc6; --wash: #fff; --blue: #0b6cb0; --orange: #bf4e00; --blue-shade: 11 108 176; --orange-shade: 214 92 0; }
  @page { margin: 18mm 16mm; }
  body { font-size: 10.5pt; }
  header, main, footer { max-width: none; padding-left: 0; padding-right: 0; }
  nav, figure details { display: none; }
  details::details-content { content-visibility: visible; height: auto; }
  section { margin-top: 1.5rem; padding-top: 1rem; }
  h2, figcaption, caption { break-after: avoid; }
  figure, tr, dl, pre, .note { break-inside: avoid; }
  .figures { grid-template-columns: 1fr 1fr; }
  .scroll { overflow: visible; mask-image: none; }
  pre { white-space: pre-wrap; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`);
