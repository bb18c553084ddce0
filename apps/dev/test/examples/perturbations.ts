import type { Expected } from "../../src/examples/expected.ts";

/** The same expectation, each time with one leaf made wrong by little: no right result may still satisfy it. */
export function perturbations(expected: Expected): Expected[] {
  switch (expected.kind) {
    case "number": {
      if (!Number.isFinite(expected.value)) return [{ ...expected, value: 0 }];
      // A result may lie at the edge of what the digits allow; and where they are all written, a step may be no less
      // than the next number.
      const least = 4 * Number.EPSILON * Math.abs(expected.value) + Number.MIN_VALUE;
      const value = expected.value + Math.max(2.1 * expected.tolerance, least);
      return [{ ...expected, value }];
    }
    case "exact":
      return [{ kind: "exact", value: `${String(expected.value)}!` }];
    case "array":
      return [
        { kind: "array", items: [...expected.items, { kind: "exact", value: undefined }] },
        ...expected.items.flatMap((item, i) =>
          perturbations(item).map((wrong) => ({ kind: "array" as const, items: expected.items.with(i, wrong) })),
        ),
      ];
    case "object":
      return [
        { kind: "object", entries: new Map([...expected.entries, ["another", { kind: "exact", value: undefined }]]) },
        ...[...expected.entries].flatMap(([key, item]) =>
          perturbations(item).map((wrong) => ({
            kind: "object" as const,
            entries: new Map([...expected.entries, [key, wrong]]),
          })),
        ),
      ];
  }
}
