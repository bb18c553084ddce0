import { batchCourseOf, batchCurveOf } from "./batchCourse.ts";
import { courseOf } from "./course.ts";
import { curveOf, type CurvePoint } from "./curve.ts";
import { isOfExamples, type Exhibit } from "./exhibits.ts";

/** The course of a loss, the curve along it, and of what it is: an example or a batch. */
export function pathOf(exhibit: Exhibit): {
  readonly axis: string;
  readonly curve: CurvePoint[];
  readonly held: string;
} {
  if (isOfExamples(exhibit)) {
    const course = courseOf(exhibit.loss);
    return { axis: course.axis, curve: curveOf(exhibit.loss, course), held: "example" };
  }
  const course = batchCourseOf(exhibit);
  return { axis: course?.axis ?? "", curve: course ? batchCurveOf(exhibit.loss, course) : [], held: "small batch" };
}
