import type { Html } from "../../src/text/html.ts";
import { readPage, textOf, type PageElement } from "../readPage.ts";

/** A figure read back: its label, its texts in the order of drawing, and numbers of its shapes. */
export const readFigure = ({ markup }: Html) => {
  const page = readPage(`<!doctype html><html><body>${markup}</body></html>`);
  const svg = page.document.querySelector("svg");
  const number = (element: PageElement, name: string) => Number(element.getAttribute(name));
  return {
    page,
    label: svg?.getAttribute("aria-label"),
    texts: page.all("svg text").map(textOf),
    /** Left, width, top and height of each rectangle. */
    bars: page.all("svg rect").map((rect) => ({
      x: number(rect, "x"),
      width: number(rect, "width"),
      y: number(rect, "y"),
      height: number(rect, "height"),
    })),
    dots: page.all("svg circle").map((circle) => ({ x: number(circle, "cx"), y: number(circle, "cy") })),
  };
};
