import * as losses from "@surprisal/losses";
import { describe, expect, test } from "vitest";
import { gallery } from "../../src/gallery/gallery.ts";
import { root } from "../../src/source.ts";

/** One of each kind. */
const names = [
  "crossEntropy",
  "huber",
  "binaryCrossEntropy",
  "hinge",
  "klDivergence",
  "dice",
  "infoNce",
  "mixupCrossEntropy",
  "listNet",
];
const pages = gallery(root, names);
const page = (name: string): string => pages.get(`${name}.html`) ?? "";

/** What a person reads of a page, a line a block; of a formula the TeX; without drawings. */
const read = (markup: string): string =>
  markup
    .replaceAll(/<style>.*?<\/style>|<svg.*?<\/svg>|<details>.*?<\/details>/gs, "")
    .replaceAll(/<math.*?<annotation[^>]*>(.*?)<\/annotation>.*?<\/math>/gs, "$1")
    .replaceAll(/<\/(p|h1|h2|li|tr|figcaption|pre|caption|div)>/g, "\u0001")
    .replaceAll(/<\/(td|th)>/g, " | ")
    .replaceAll(/<[^>]*>/g, "")
    .replaceAll(/\s+/g, " ")
    .split("\u0001")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .join("\n");

describe("gallery", () => {
  test("has one page a loss, each reached from the index", () => {
    for (const name of Object.keys(losses)) expect(page("index")).toContain(`href="${name}.html"`);
    expect([...pages.keys()].toSorted()).toEqual(["index", ...names].map((name) => `${name}.html`).toSorted());
  });

  test("is the same to the byte, written again", () => {
    expect(gallery(root, ["huber"]).get("huber.html")).toBe(page("huber"));
  });

  test.each(["index", ...names])("shows nothing that is not there, runs nothing and loads nothing: %s", (name) => {
    const markup = page(name).replaceAll(/<pre.*?<\/pre>/gs, "");
    expect(markup).not.toMatch(/undefined|NaN|\[object|<script|<link|<img|url\(/);
    // Names of XML vocabularies are no addresses that are fetched.
    expect(markup.replaceAll(/xmlns="[^"]*"/g, "")).not.toMatch(/https?:/);
  });

  test.each(["crossEntropy", "huber"])("what one reads on the page of %s", (name) => {
    expect(read(page(name))).toMatchSnapshot();
  });

  test("a loss of whole batches is drawn along a batch of its own, and has no claims or source", () => {
    expect(read(page("infoNce"))).not.toMatch(/Claims|Source to take away/);
    expect(read(page("infoNce"))).toContain(
      "infoNce of one small batch, by the coordinate t of the first anchor (1, t).",
    );
    expect(read(page("infoNce"))).toMatch(/Curvature\nIt bends downwards/);
    expect(read(page("infoNce"))).toContain("One value a batch.");
  });
});
