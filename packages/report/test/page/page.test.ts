import { expect, test } from "vitest";
import { renderPage } from "../../src/page/page.ts";
import { html, trusted } from "../../src/text/html.ts";

test("a page has its title escaped, its own rules behind those of the house, and a policy that forbids scripts", () => {
  const page = renderPage("<script>", html`<p>${"a < b"}</p>`, trusted(".own { color: red; }"));
  expect(page).toContain("<title>&lt;script&gt;</title>");
  expect(page).toContain("<p>a &lt; b</p>");
  expect(page).toContain("default-src 'none'; style-src 'unsafe-inline'");
  expect(page.indexOf(".own")).toBeGreaterThan(page.indexOf("color-scheme: light dark"));
  expect(renderPage("t", html``)).not.toContain("undefined");
});
