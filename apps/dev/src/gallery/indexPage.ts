import { html, renderSection, trusted, type Html } from "@surprisal/report/parts";
import { tagged, type Exhibit } from "./exhibits.ts";
import { allGroups, groupOf } from "./kinds.ts";
import { prose } from "./lossPage.ts";
import { pathOf } from "./path.ts";
import { contents, pageOf } from "./shell.ts";

/** The index: every loss with its shape and what it is, by kind of target. */
export function indexPage(all: readonly Exhibit[]): string {
  const sections = allGroups.flatMap((group) => {
    const members = all.filter((exhibit) => groupOf(exhibit) === group);
    if (members.length === 0) return [];
    const body = html`<p>${group.about}</p>
      <ul class="losses">
        ${members.map(entry)}
      </ul>`;
    return [{ id: group.id, title: `${group.title} (${members.length})`, body }];
  });
  return pageOf(
    "Losses of Surprisal",
    html`<header>
        <p class="kind">Surprisal</p>
        <h1>Losses</h1>
        <p class="lede">
          ${all.length} losses, each from one file: its formula, its shape, what is claimed of it and how it stands
          wrong labels.
        </p>
        ${contents(sections)}
      </header>
      <main>${sections.map(renderSection)}</main>
      <footer>
        <p>Written by <code>pnpm gallery</code>. No page runs a script or loads anything.</p>
      </footer>`,
  );
}

/** A loss with what it is called elsewhere, so that a page search finds it by any of its names. */
function entry(exhibit: Exhibit): Html {
  const also = tagged(exhibit, "also").map((text) => html`<span>${prose(text)}</span> `);
  return html`<li>
    <span>${sparkline(exhibit)}</span>
    <div>
      <p><a href="${exhibit.name}.html">${exhibit.name}</a></p>
      <p>${prose(exhibit.doc.description)}</p>
      ${also.length > 0 && html`<p class="also">${also}</p>`}
    </div>
  </li> `;
}

const [width, height] = [72, 32];

/** The value along its course, without axes. */
function sparkline(exhibit: Exhibit): Html | undefined {
  const curve = pathOf(exhibit).curve.filter(({ value }) => Number.isFinite(value));
  if (curve.length === 0) return undefined;
  const values = curve.map(({ value }) => value);
  const [low, span] = [Math.min(...values), Math.max(...values) - Math.min(...values)];
  const points = curve.map(({ value }, i) => {
    const [x, y] = [(i / (curve.length - 1)) * width, 2 + (height - 4) * (span === 0 ? 0.5 : 1 - (value - low) / span)];
    return `${x.toFixed(1)},${y.toFixed(1)}`;
  });
  return html`<svg
    xmlns="http://www.w3.org/2000/svg"
    viewBox="0 0 ${width} ${height}"
    width="${width}"
    height="${height}"
    aria-hidden="true"
  >
    ${trusted(`<polyline points="${points.join(" ")}" fill="none" stroke="currentColor" stroke-width="2"/>`)}
  </svg>`;
}
