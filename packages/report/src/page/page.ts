import { html, type Html } from "../text/html.ts";
import { styleSheet } from "./styleSheet.ts";

/**
 * A whole page in the house's style, for light and dark screens. Its policy lets it run no script and load nothing.
 *
 * @param title - text.
 * @param body - what stands in it.
 * @param style - rules beside those of the house.
 * @returns the page, to be saved as UTF-8.
 * @example
 * const page = renderPage("1 < 2", html`<p>It is.</p>`)
 * page.startsWith("<!doctype html>") // → true
 * page.includes("<title>1 &lt; 2</title>") // → true
 */
export const renderPage = (title: string, body: Html, style?: Html): string =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta
          http-equiv="Content-Security-Policy"
          content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
        />
        <meta name="color-scheme" content="light dark" />
        <title>${title}</title>
        <style>
          ${styleSheet}${style}
        </style>
      </head>
      <body>
        ${body}
      </body>
    </html> `.markup;
