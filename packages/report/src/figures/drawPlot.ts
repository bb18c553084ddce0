import { plot, type PlotOptions } from "@observablehq/plot";
import { parseHTML } from "linkedom";
import { html, trusted, type Html } from "../text/html.ts";

const { document } = parseHTML("<!doctype html><html></html>");

/** One unit of a figure is one CSS pixel on a phone 375 pixels wide, so that its text stays legible there. */
export const figureWidth = 344;
export const fontSize = 12.5;

/**
 * Draws a plot as SVG text that scales with its column.
 *
 * @param label - what a person who cannot see the figure is told it is.
 * @param options - of Observable Plot. Height is needed; text from outside belongs into marks only.
 * @returns the drawing, an image with that label.
 * @example
 * const drawing = drawPlot("a line that rises", { height: 100, marks: [] })
 * drawing.markup.includes('aria-label="a line that rises"') // → true
 */
export const drawPlot = (label: string, options: PlotOptions & { readonly height: number }): Html => {
  const svg = plot({ width: figureWidth, style: { fontSize: `${fontSize}px` }, ...options, document });
  // Only what is drawn is taken: the page has its own style, and labels of the parts are for no one once the whole is an image.
  svg.querySelector("style")?.remove();
  for (const part of svg.querySelectorAll("[aria-label], [aria-hidden]")) {
    part.removeAttribute("aria-label");
    part.removeAttribute("aria-hidden");
  }
  return html`<svg
    xmlns="http://www.w3.org/2000/svg"
    role="img"
    aria-label="${label}"
    viewBox="0 0 ${figureWidth} ${options.height}"
    width="${figureWidth}"
    height="${options.height}"
    font-family="system-ui, sans-serif"
    font-size="${fontSize}"
    fill="currentColor"
    text-anchor="middle"
  >
    ${trusted(svg.innerHTML)}
  </svg>`;
};
