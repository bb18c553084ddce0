import { describe, expect, test } from "vitest";
import { runExample } from "../../src/examples/run.ts";

/** A stand-in for a tensor: what counts is `toArray`. */
class Box {
  readonly content: unknown;
  constructor(content: unknown) {
    this.content = content;
  }
  toArray() {
    return this.content;
  }
}

class ShapeError extends Error {
  override readonly name = "ShapeError";
}

const scope = {
  half: (x: number) => x / 2,
  box: (content: unknown) => new Box(content),
  fail: (message: string) => {
    throw new ShapeError(message);
  },
  rejects: () => Promise.reject(new ShapeError("later")),
};
const modules: Record<string, object> = {
  "@surprisal/tensor": { named: 1, default: 2, "odd name": 3 },
};
const importModule = (specifier: string) => Promise.resolve(modules[specifier] ?? {});
const run = (...lines: string[]) =>
  runExample({ file: "packages/a/src/a.ts", line: 10, code: lines.join("\n") }, { importModule, scope });

describe("what holds passes", () => {
  test.each([
    ["half(3) // → 1.5"],
    ["half(3); // → 1.5"],
    ["1 / 3 // → 0.3333"],
    ["2 / 3 // → 0.6667"],
    ["-1 / 3e8 // → -3.33e-9"],
    ["1e21 / 3 // → 3.3333e20"],
    ["Math.fround(0.1) * 10 // → 1"],
    ["NaN // → NaN"],
    ["-1 / 0 // → -Infinity"],
    ["'a' + `b` // → \"ab\""],
    ["'a' // → `a`"],
    ["1 > 2 // → false"],
    ["null // → null"],
    ["undefined // → undefined"],
    ["2n ** 64n // → 18446744073709551616n"],
    ["[1, [0.5]] // → [1, [0.5]]"],
    ["[] // → []"],
    ["({ a: 1, b: { c: [2] } }) // → { a: 1, b: { c: [2] } }"],
    ["box([[0.25]]) // → [[0.25]]"],
    ["box(0.5) // → 0.5"],
    ["({ weights: box([1]) }) // → { weights: [1] }"],
    ["new Float64Array([0.1, 0.2]) // → [0.1, 0.2]"],
    ["await Promise.resolve(4) // → 4"],
    ["Promise.resolve(4) // → 4"],
    ["fail('target has 3') // throws ShapeError"],
    ["fail('target has 3') // throws ShapeError: has 3"],
    ["rejects() // throws ShapeError"],
    ["await rejects() // throws ShapeError"],
    ["console.log(half(3)) // → 1.5"],
    ["const a = half(3) // → 1.5"],
    ["let a: number = half<never>(3) as number; // → 1.5"],
  ])("%s", async (line) => {
    const values = await run(line);
    expect(values).toHaveLength(line.includes("throws") ? 0 : 1);
  });
});

describe("what does not hold fails, with file and line", () => {
  test.each([
    ["half(3) // → 1.6", "expected 1.6, got 1.5"],
    ["half(3) // → 1.51", "expected 1.51, got 1.5"],
    ["2 / 3 // → 0.6666", "expected 0.6666, got 0.6666666666666666"],
    ["1.00001 // → 1", "expected 1, got 1.00001"],
    ["1e-5 // → 0", "expected 0, got 0.00001"],
    ["123456789 // → 123456790", "expected 123456790, got 123456789"],
    ["NaN // → 0", "expected 0, got NaN"],
    ["0 // → NaN", "expected NaN, got 0"],
    ["1e308 // → Infinity", "expected Infinity, got 1e+308"],
    ["'1' // → 1", "expected 1, got '1'"],
    ["1 // → '1'", "expected '1', got 1"],
    ["1 // → true", "expected true, got 1"],
    ["null // → undefined", "expected undefined, got null"],
    ["[1, 2] // → [1, 3]", "[1]: expected 3, got 2"],
    ["[1, 2] // → [1]", "Error: length: expected 1, got 2"],
    ["[1] // → [1, undefined]", "Error: length: expected 2, got 1"],
    ["1 // → [1]", "expected an array, got 1"],
    ["[[1], 2] // → [[1, 5], 2]", "[0].length: expected 2, got 1"],
    ["({ a: { b: 1 } }) // → { a: { b: 2 } }", "a.b: expected 2, got 1"],
    ["({ a: 1, b: 2 }) // → { a: 1 }", "expected no property b, got { a: 1, b: 2 }"],
    ["({ a: 1 }) // → { a: 1, b: undefined }", "expected a property b, got { a: 1 }"],
    ["[1] // → { 0: 1 }", "expected an object, got [ 1 ]"],
    ["box([0.5]) // → [0.4]", "[0]: expected 0.4, got 0.5"],
    ["new Float32Array([0.1]) // → [0.1, 0.2]", "length: expected 2, got 1"],
    ["half(3) // throws ShapeError", "expected ShapeError, got no error but 1.5"],
    ["fail('x') // throws ClassError", "expected ClassError, got ShapeError: x"],
    ["fail('x') // throws ShapeError: y", 'expected a message with "y", got "x"'],
    ["fail('x') // → 1", "ShapeError: x"],
    ["const a = 1 // → 2", "expected 2, got 1"],
    ["console.log(1) // → 2", "expected 2, got 1"],
    ["undeclared // → 1", "ReferenceError: undeclared is not defined"],
  ])("%s", async (line, message) => {
    await expect(run("let first = 1;", "", line)).rejects.toThrow(message);
    await expect(run("let first = 1;", "", line)).rejects.toThrow(/^packages\/a\/src\/a\.ts:13: /);
  });
});

describe("a claim that would not be checked is an error", () => {
  test.each([
    ["on a line of its own", ["half(3)", "// → 1.5"], "line 2: this claim does not stand behind an expression"],
    ["in an inner block", ["{", "  half(3) // → 1.5", "}"], "line 2: this claim does not stand behind an expression"],
    ["in the middle", ["[", "  half(3), // → 1.5", "];"], "line 2: this claim does not stand behind an expression"],
    ["behind a function", ["function f() {} // → 1"], "line 1: a claim stands behind an expression or one variable"],
    ["behind two variables", ["const a = 1, b = 2 // → 1"], "a claim stands behind an expression or one variable"],
    ["behind a pattern", ["const { a } = { a: 1 } // → 1"], "a claim stands behind an expression or one variable"],
    ["with another arrow", ["half(3) // -> 1.5"], "line 1: write a claim as // → value"],
    ["with a double arrow", ["half(3) // => 1.5"], "line 1: write a claim as // → value"],
    ["as a block comment", ["half(3) /* → 1.5 */"], "line 1: write a claim as // → value"],
    ["with no value", ["half(3) // →"], "is not a JavaScript literal"],
    ["with prose", ["half(3) // → 1.5, a half"], "is not a JavaScript literal"],
    ["with an expression", ["half(3) // → 1 + 0.5"], "is not a JavaScript literal"],
    ["with a name", ["half(3) // → half"], "is not a JavaScript literal"],
    ["with a hole", ["[half(3)] // → [, 1]"], "is not a JavaScript literal"],
  ])("%s", async (_, lines, message) => {
    await expect(run(...lines)).rejects.toThrow(message);
  });
});

describe("an example is ordinary TypeScript", () => {
  test("imports of every kind, types, exports and several statements", async () => {
    const values = await run(
      `import two, { named as one, type Never } from "@surprisal/tensor";`,
      `import * as all from "@surprisal/tensor";`,
      `import { "odd name" as odd } from "@surprisal/tensor";`,
      `import type { Gone } from "nowhere";`,
      `import "@surprisal/tensor";`,
      `interface Point { readonly x: number }`,
      `export const point: Point = { x: one + two };`,
      `export function twice(x: number): number { return 2 * x; }`,
      `point satisfies Point;`,
      `point.x // → 3`,
      `twice(all.named) // → 2`,
      `odd // → 3`,
    );
    expect(values).toHaveLength(3);
  });

  test("an expression over many lines, its claim behind the last", async () => {
    expect(await run("[1, 2]", "  .map((x) =>", "    half(x),", "  ) // → [0.5, 1]")).toHaveLength(1);
    await expect(run("[1, 2]", "  .map((x) =>", "    half(x),", "  ) // → [0.5, 2]")).rejects.toThrow(
      "[1]: expected 2, got 1",
    );
  });

  test("what is in scope may be declared anew", async () => {
    expect(await run("const half = (x: number) => x * 0.5;", "half(1) // → 0.5")).toHaveLength(1);
    expect(await run(`import { named as half } from "@surprisal/tensor";`, "half // → 1")).toHaveLength(1);
  });

  test("other comments are no claims, and printing is silent", async () => {
    const lines = [
      "console.log('silent'); // prints a word",
      "half(1); // throws nothing",
      "// throws ShapeError",
      "/** a → b */",
    ];
    // A line that only says what would throw is prose, and stands behind nothing.
    await expect(run(...lines.slice(0, 2), lines[3] ?? "")).resolves.toEqual([]);
    await expect(run(...lines)).rejects.toThrow("line 3: this claim does not stand behind an expression");
  });

  test("code that cannot be parsed, and none at all", async () => {
    await expect(run("half(1)", "const = 1")).rejects.toThrow("SyntaxError: line 2: Unexpected token");
    await expect(run("", "")).rejects.toThrow("this example is empty");
  });
});
