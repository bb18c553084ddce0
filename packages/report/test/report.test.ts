import fc from "fast-check";
import { expect, test } from "vitest";
import { report, type ReportInput } from "../src/index.ts";
import { printable } from "../src/text/html.ts";
import { exampleInput } from "./exampleInput.ts";
import { readPage, textOf, type PageElement } from "./readPage.ts";
import { smallInput } from "./smallInput.ts";

const letters = Array.from({ length: 26 }, (_, i) => String.fromCharCode(65 + i));

test("one page that loads nothing and runs nothing", () => {
  const markup = report(exampleInput());
  const { all, document } = readPage(markup);
  expect(markup.startsWith("<!doctype html>")).toBe(true);
  expect(all("script, link, img, iframe, object, embed, base, form, input")).toEqual([]);
  expect(markup).not.toMatch(/url\(|@import|javascript:/i);
  expect(markup.replaceAll('xmlns="http://www.w3.org/2000/svg"', "")).not.toMatch(/https?:/);
  expect(document.querySelector("meta[http-equiv=Content-Security-Policy]")?.getAttribute("content")).toContain(
    "default-src 'none'",
  );
  expect(document.querySelector("html")?.getAttribute("lang")).toBe("en");
  expect(textOf(document.querySelector("title"))).toBe("Predicting species: report");
});

test.each([
  ["the example", exampleInput()],
  ["two classes", exampleInput({ classes: ["no", "yes"] })],
  ["26 classes", exampleInput({ classes: letters, rowCount: 400, maxIterations: 5 })],
  ["no test, no history", { ...exampleInput({ heldOut: false }), fit: { ...smallInput.fit, history: [] } }],
] as const)(
  "%s: contents lead to every section, ids are there once, headings have one order, no number is missing",
  (_, input) => {
    const { all, document } = readPage(report(input));
    const ids = all("[id]").map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(all("nav a").map((link) => link.getAttribute("href"))).toEqual(all("section h2").map(({ id }) => `#${id}`));
    expect(all("h1")).toHaveLength(1);
    expect(all("svg").every((svg) => svg.getAttribute("role") === "img" && svg.getAttribute("aria-label") !== "")).toBe(
      true,
    );
    expect(
      all("th").every((cell) => cell.getAttribute("scope") !== null || cell.getAttribute("class") === "corner"),
    ).toBe(true);
    const text = textOf(document.querySelector("body"));
    expect(text).not.toMatch(/NaN|undefined|\[object|not a number|null/);
    for (const path of all("svg path, svg line, svg rect, svg circle")) {
      for (const { value } of path.attributes) expect(value).not.toMatch(/NaN|undefined|Infinity/);
    }
  },
);

test("the same input, the same bytes", () => {
  expect(report(exampleInput())).toBe(report(exampleInput()));
});

test("10,000 rows and 2,000 iterations stay below 500 kB", { timeout: 120_000 }, () => {
  const input = exampleInput({ rowCount: 10_000, classes: letters, maxIterations: 1 });
  const history = Array.from({ length: 2000 }, (_, i) => ({
    iteration: i + 1,
    objective: 1 / (i + 1),
    gradientNorm: 1 / (i + 1),
  }));
  const markup = report({ ...input, fit: { ...input.fit, history } });
  expect(Buffer.byteLength(markup)).toBeLessThan(500_000);
  expect(readPage(markup).section("gain")).toContain("of 1,995 test rows");
});

const hostile = fc.oneof(
  fc.constantFrom(
    "<script>alert(1)</script>",
    "</title></style><script>alert(1)</script>",
    '" onmouseover="alert(1)',
    "' onfocus='alert(1)' autofocus='",
    "<img src=x onerror=alert(1)>",
    "--><svg onload=alert(1)>",
    "]]><![CDATA[",
    "&lt;b&gt; &amp; &#60;",
    "javascript:alert(1)",
    "x".repeat(5000),
    "👩‍👩‍👧‍👦🎉",
    "\u202egnp.exe",
    "\ud800",
    "a\0b",
    "",
    "   ",
    "constructor",
    "__proto__",
    "$& ${x} `",
  ),
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.string({ unit: fc.constantFrom("<", ">", '"', "'", "&", "/", "=", "a", " ", "-", "!"), maxLength: 30 }),
);

/** The input with all of its texts replaced. */
const withTexts = (input: ReportInput, texts: readonly string[]): ReportInput => {
  let next = 0;
  const text = () => texts[next++ % texts.length] ?? "";
  const classes = input.classes.map(() => text());
  return {
    ...input,
    date: text(),
    software: text(),
    data: {
      ...input.data,
      file: text(),
      testFile: text(),
      target: text(),
      split: text(),
      columns: input.data.columns.map((column) => ({ ...column, name: text() })),
    },
    model: { name: text(), c: 1, path: text() },
    fit: { ...input.fit, converged: false, reason: text() },
    classes,
    coefficients: input.coefficients.map(({ className, value }) => ({
      feature: text(),
      className: classes[input.classes.indexOf(className)] ?? "",
      value,
    })),
  };
};

const shape = (element: PageElement): string[] =>
  [...element.querySelectorAll("*")]
    .filter(({ tagName }) => !["WBR", "BDI"].includes(tagName.toUpperCase()))
    .map(
      ({ tagName, attributes }) =>
        `${tagName} ${Array.from(attributes, ({ name }) => name)
          .toSorted()
          .join(" ")}`,
    );

test("no text from outside becomes an element or an attribute, and every one is said", () => {
  // Unlike texts: the same class twice has its coefficients in one figure.
  fc.assert(
    fc.property(fc.uniqueArray(hostile, { minLength: 20, maxLength: 20 }), (texts) => {
      const input = withTexts(smallInput, texts);
      const { document, all, section } = readPage(report(input));
      const plain = withTexts(
        smallInput,
        texts.map((_, i) => `text ${i}`),
      );
      expect(shape(document)).toEqual(shape(readPage(report(plain)).document));
      expect(all("script")).toEqual([]);
      const fitted = section("fitted");
      for (const name of [input.data.file, ...input.data.columns.map(({ name }) => name)]) {
        const said = printable(name).replaceAll(/\s+/g, " ").trim();
        expect(fitted).toContain(said.length > 100 ? said.slice(0, 50) : said);
      }
    }),
    { numRuns: 60 },
  );
});

test("two classes of the same name are still two", () => {
  const { table } = readPage(report({ ...smallInput, classes: ["apple", "apple", "plum"] }));
  expect(table("Precision").map((cells) => cells[1])).toEqual(["1", "2", "2"]);
});
