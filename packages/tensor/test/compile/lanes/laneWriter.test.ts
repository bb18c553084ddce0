import { describe, expect, test } from "vitest";
import { elementProgram } from "../../../src/compile/rowProgram.ts";
import { maximum, minimum } from "../../../src/index.ts";

const numbers = [Number.NaN, -Infinity, -2, -1, -0, 0, 1, 2, Infinity];

describe.each(["float32", "float64"] as const)(
  "the larger and the smaller of a number and a constant, in %s",
  (dtype) => {
    test.each([-Infinity, -1, -0, 0, 1, Infinity, Number.NaN])("beside %d", (constant) => {
      for (const [op, exact] of [
        [maximum, Math.max],
        [minimum, Math.min],
      ] as const) {
        const program = elementProgram((x) => op(x, constant), ["float64"], { form: "wasm", dtype });
        const [values, gradient] = [new Float64Array(numbers.length), new Float64Array(numbers.length)];
        program(numbers.length, [numbers], [values, gradient]);
        expect([...values]).toEqual(numbers.map((x) => exact(x, constant)));
      }
    });
  },
);
