// What pages of this house are made of, for others than the report: nothing here knows what a classifier is.
export { drawPlot, figureWidth } from "./figures/drawPlot.ts";
export { blue, faint, muted, orange } from "./figures/palette.ts";
export { dataTable, type TableColumn } from "./page/dataTable.ts";
export { renderFigure } from "./page/figure.ts";
export { renderPage } from "./page/page.ts";
export { renderDetails, renderSection, type Section } from "./page/section.ts";
export { formatNumber, formatTick } from "./text/format.ts";
export { type Html, html, type HtmlValue, trusted } from "./text/html.ts";
