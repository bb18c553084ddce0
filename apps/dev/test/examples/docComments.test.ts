import { expect, test } from "vitest";
import { docComment, docExamples, documentedNames } from "../../src/examples/docComments.ts";

const file = "packages/a/src/a.ts";
const text = `
/**
 * One line of what it is.
 *
 * @param x - any.
 * @example
 * twice(1) // → 2
 *
 * twice({
 *   of: 2,
 * }) // → 4
 *
 * @example a title, which is not run
 * twice(3) // → 6
 * @see somewhere
 */
export function twice(x: number): number;
export function twice(x: string): string;
export function twice(x: never): never { return x; }

/** @example
 * thrice // → 3 */
export const thrice = 3, fourth = 4;

/* @example
 * notADoc() */
export class Plain {}

/** @example
 * lost() */

export type Type = 1;
export const undocumented = () => "/** @example in a string */";

/** @example
 * local() // → 1 */
function local() { return 1; }
export { local as renamed };
`;

test("finds each @example with its line, up to the next tag", () => {
  expect(docExamples(file, text)).toEqual([
    { file, line: 6, code: "twice(1) // → 2\n\ntwice({\n  of: 2,\n}) // → 4" },
    { file, line: 13, code: "twice(3) // → 6" },
    { file, line: 21, code: "thrice // → 3" },
    { file, line: 29, code: "lost()" },
    { file, line: 35, code: "local() // → 1" },
  ]);
});

test("knows which declarations have one", () => {
  expect(Object.fromEntries(documentedNames(file, text))).toEqual({
    twice: true,
    thrice: true,
    fourth: true,
    Plain: false,
    undocumented: false,
    local: true,
  });
});

test("the comment of a name, by its tags", () => {
  const source = `
/**
 * Twice a number,
 * whole or not.
 *
 * More of it.
 * @param x - any,
 * of any size.
 * @see somewhere
 */
export const twice = 2;
/** Of another. */

export const plain = 1;
export const bare = 1;`;
  expect(docComment(file, source, "twice")).toEqual({
    description: "Twice a number, whole or not.",
    tags: [
      { name: "param", text: "x - any,\nof any size." },
      { name: "see", text: "somewhere" },
    ],
  });
  expect(docComment(file, source, "plain")?.description).toBe("Of another.");
  expect(docComment(file, source, "bare")).toBeUndefined();
  expect(docComment(file, source, "missing")).toBeUndefined();
});
