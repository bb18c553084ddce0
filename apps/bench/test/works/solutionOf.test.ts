import { expect, it } from "vitest";
import { solutionOf } from "../../src/works/solutionOf.ts";

it("solves by the lower triangle", () => {
  // [[4, 2], [2, 3]]·(1, −2) = (0, −4).
  const x = solutionOf(Float64Array.of(4, Number.NaN, 2, 3), Float64Array.of(0, -4));
  expect(x[0]).toBeCloseTo(1, 14);
  expect(x[1]).toBeCloseTo(-2, 14);
});
