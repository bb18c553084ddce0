import { describe, expect, test } from "vitest";
import type { CurvePoint } from "../../src/gallery/curve.ts";
import { describeCurvature, describeGradient, describeValue } from "../../src/gallery/describe.ts";

const curve = (f: (t: number) => readonly [value: number, gradient: number, curvature: number]): CurvePoint[] =>
  Array.from({ length: 121 }, (_, i) => {
    const t = (i - 60) / 20;
    const [value, gradient, curvature] = f(t);
    return { t, value, gradient, curvature };
  });

describe("what one sees", () => {
  test("of a parabola", () => {
    const parabola = curve((t) => [t * t, 2 * t, 2]);
    expect(describeValue(parabola)).toBe(
      "It is least, 0, at 0: 9.00 at −3, 9.00 at 3. To both sides it grows ever steeper.",
    );
    expect(describeGradient(parabola, "score")).toBe(
      "It asks for a higher score up to −0.05, for a lower one from 0.05 on. The strongest pull is −6.00, at −3.",
    );
    expect(describeCurvature(parabola)).toBe(
      "It never bends downwards along this course. The curvature is 2.00 everywhere.",
    );
  });

  test("of a hinge", () => {
    const hinge = curve((t) => [Math.max(0, 1 - t), t < 1 ? -1 : 0, 0]);
    expect(describeValue(hinge)).toBe(
      "It falls all along: 4.00 at −3, 0 at 3. To the left it goes on in a straight line.",
    );
    expect(describeGradient(hinge, "score")).toBe(
      "It asks for a higher score up to 0.95. The strongest pull is −1.00, at −3. Elsewhere it lets go.",
    );
    expect(describeCurvature(hinge)).toBe("Straight pieces: no curvature but in the kinks, which have none to show.");
  });

  test("of what levels off", () => {
    const ramp = curve((t) => {
      const s = 1 / (1 + Math.exp(4 * t));
      return [s, -4 * s * (1 - s), 16 * s * (1 - s) * (1 - 2 * s)];
    });
    expect(describeValue(ramp)).toMatch(/To the left it levels off: what is far off costs little more\.$/);
    expect(describeCurvature(ramp)).toMatch(/^It bends downwards up to −0.05: not convex\./);
  });

  test("of what is flat, and of what has no second derivative", () => {
    const flat = curve(() => [1, 0, Number.NaN]);
    expect(describeValue(flat)).toBe("It is 1.00 wherever one looks.");
    expect(describeGradient(flat, "score")).toBe("There is no pull anywhere.");
    expect(describeCurvature(flat)).toBe("It has no second derivative everywhere.");
  });
});
