import fc from "fast-check";
import { parseHTML } from "linkedom";
import { expect, test } from "vitest";
import { escapeText, html, printable, trusted } from "../../src/text/html.ts";

test("text is escaped, markup is not, lists are joined, nothing is nothing", () => {
  expect(html`<p title="${'a"b'}">${"<b>&'"}${html`<i>${1}</i>`}${["x", ["<"]]}${undefined}${false}</p>`.markup).toBe(
    '<p title="a&quot;b">&lt;b&gt;&amp;&#39;<i>1</i>x&lt;</p>',
  );
  expect(html`${trusted("<hr>")}`.markup).toBe("<hr>");
  expect(html`${0}${""}`.markup).toBe("0");
});

test("no text becomes markup, in an element or in an attribute", () => {
  const text = fc.string({ unit: fc.oneof(fc.constantFrom("<", ">", '"', "'", "&", "=", "/", "-", "!"), fc.string()) });
  fc.assert(
    fc.property(text, (text) => {
      expect(escapeText(text)).toMatch(/^([^<>"'&]|&(amp|lt|gt|quot|#39);)*$/);
      const { document } = parseHTML(
        html`<!doctype html>
          <html>
            <body>
              <p title="${text}">x${text}</p>
            </body>
          </html>`.markup,
      );
      expect(document.body.children.length).toBe(1);
      const element = document.body.children[0];
      expect([element?.children.length, element?.attributes.length]).toEqual([0, 1]);
      expect(element?.textContent).toBe(`x${printable(text)}`);
      expect(element?.getAttribute("title")).toBe(printable(text));
    }),
  );
});

test("characters that no page may hold, or that turn what follows them, are replaced", () => {
  expect(printable("a\0b\u202ec\ud800d\u2066e\u0085f")).toBe("a\ufffdb\ufffdc\ufffdd\ufffde\ufffdf");
  expect(printable("tab\tline\n é 漢 👍 عربي")).toBe("tab\tline\n é 漢 👍 عربي");
});
