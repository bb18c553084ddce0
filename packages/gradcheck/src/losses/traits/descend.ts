import { uniform, type Generator } from "@surprisal/tensor";

type Point = readonly number[];

export interface Valley {
  readonly at: Point;
  readonly value: number;
}

/**
 * The least values of several functions at once, by random steps that grow with success and shrink with failure: it needs no derivative,
 * passes kinks, and runs off to infinity where the infimum lies there.
 *
 * @param measure - the value of function i at point i.
 * @param starts - one a function.
 * @param project - brings point i into the region where function i is looked at.
 * @see Rechenberg, "Evolutionsstrategie" (1973): the rule of one success in five.
 */
export function descend(
  measure: (points: readonly Point[]) => readonly number[],
  starts: readonly Point[],
  random: Generator,
  { iterations, project = (point) => point }: { iterations: number; project?: (point: Point, i: number) => Point },
): Valley[] {
  const read = (value: number | undefined): number => (value === undefined || Number.isNaN(value) ? Infinity : value);
  let points: Point[] = starts.map(project);
  let values = measure(points).map(read);
  const steps = starts.map(() => 1);
  const width = starts[0]?.length ?? 0;
  for (let iteration = 0; iteration < iterations; iteration++) {
    const draws = uniform([starts.length, width], random, { dtype: "float64" }).data;
    const tried = points.map((point, i) =>
      project(
        point.map((x, j) => x + (steps[i] as number) * (2 * (draws[i * width + j] as number) - 1)),
        i,
      ),
    );
    const found = measure(tried).map(read);
    const isLower = found.map((value, i) => value < (values[i] as number));
    points = points.map((point, i) => (isLower[i] ? (tried[i] as Point) : point));
    values = values.map((value, i) => (isLower[i] ? (found[i] as number) : value));
    isLower.forEach((lower, i) => (steps[i] = (steps[i] as number) * (lower ? 1.7 : 0.88)));
  }
  return points.map((at, i) => ({ at, value: values[i] as number }));
}
