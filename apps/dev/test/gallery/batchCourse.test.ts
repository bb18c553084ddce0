import { mean, mul, square, sub, sum, type Tensor } from "@surprisal/tensor";
import { describe, expect, test } from "vitest";
import { batchCourseOf, batchCurveOf } from "../../src/gallery/batchCourse.ts";
import { exhibits, isOfExamples } from "../../src/gallery/exhibits.ts";
import { root } from "../../src/source.ts";

describe("a batch in which one number changes", () => {
  test("gives value, gradient and curvature by that number", () => {
    const loss = (x: Tensor, y: Tensor): Tensor => sum(mul(square(sub(x, y)), x));
    const course = {
      axis: "x",
      from: 0,
      to: 2,
      prediction: [
        [1, "t"],
        [0, 1],
      ],
      target: [
        [0, 1],
        [0, 0],
      ],
    } as const;
    const curve = batchCurveOf(loss, course);
    expect(curve).toHaveLength(121);
    // (t − 1)² t and what the others add, 1 + 1.
    expect(curve.at(-1)).toEqual({ t: 2, value: 4, gradient: 5, curvature: 8 });
    expect(curve[0]).toEqual({ t: 0, value: 2, gradient: 1, curvature: -4 });
  });

  test("leaves out what is outside of the domain", () => {
    const loss = (x: Tensor): Tensor => mean(sub(x, [1, 2, 3]));
    expect(batchCurveOf(loss, { axis: "x", from: 0, to: 1, prediction: ["t", 0], target: [] })).toEqual([]);
  });

  test("is there for each loss of whole batches", () => {
    for (const exhibit of exhibits(root).filter((each) => !isOfExamples(each))) {
      const course = batchCourseOf(exhibit);
      expect(course, exhibit.name).toBeDefined();
      const curve = course ? batchCurveOf(exhibit.loss, course) : [];
      expect(curve, exhibit.name).toHaveLength(121);
      for (const { gradient, value } of curve) expect(Number.isFinite(value + gradient), exhibit.name).toBe(true);
      expect(Math.max(...curve.map(({ gradient }) => Math.abs(gradient))), exhibit.name).toBeGreaterThan(0.01);
    }
  });
});
