import type { BenchReport, ContenderReport } from "../../src/harness/report.ts";

const seconds = (median: number) => ({ median, minimum: 0.9 * median });

function contender(
  side: ContenderReport["side"],
  name: string,
  precision: ContenderReport["precision"],
  median: number,
  error: number,
): ContenderReport {
  return {
    name,
    side,
    precision,
    outcome: {
      processor: seconds(median),
      wall: seconds(2 * median),
      repeats: 3,
      turnsPerRepeat: 1,
      check: {
        isRight: error <= 1e-6,
        errors: { value: error, gradient: 0 },
        tolerances: { value: 1e-6, gradient: 1e-6 },
      },
      floor: { seconds: 1e-4, boundBy: "memory" },
    },
  };
}

const twice = (one: ContenderReport, wall: number): ContenderReport => ({
  ...one,
  threads: 2,
  outcome: { ...one.outcome, processor: seconds(2.2 * wall), wall: seconds(wall) },
});

/** The same report, with ours and the native peer on two threads too. */
export function withThreads(report: BenchReport): BenchReport {
  const cases = report.cases.map((each) => ({
    ...each,
    contenders: each.contenders.flatMap((one) => {
      if (one.name === "compiled") return [one, twice(one, 1.25e-3)];
      return one.name === "native" ? [one, twice(one, 2.5e-3)] : [one];
    }),
  }));
  return { ...report, floors: { ...report.floors, twoThreads: report.floors }, cases };
}

/** A report in which the fastest JavaScript peer is wrong, and one contender each was skipped and has failed. */
export const report: BenchReport = {
  machine: { processor: "Some CPU", cores: 2, platform: "linux x64", node: "24.0.0", date: "2026-01-02", load: 0.1 },
  floors: {
    bandwidth: [{ footprint: 2 ** 23, read: 9e10, copy: 8e10 }],
    multiplyAdd: { float32: 5.6e10, float64: 2.8e10 },
  },
  cases: [
    {
      work: "some loss",
      size: "10 × 3",
      contenders: [
        contender("ours", "compiled", "float32", 1e-3, 5e-8),
        contender("ours", "op by op", "float64", 5e-3, 0),
        contender("hand-written", "hand-written WebAssembly", "float32", 5e-4, 0),
        contender("javascript peer", "quick and wrong", "float32", 2e-3, 0.016),
        contender("javascript peer", "steady", "float32", 8e-3, 1e-7),
        contender("native peer", "native", "float32", 2.5e-3, 1e-7),
        { name: "absent", side: "native peer", precision: "float32", outcome: { skipped: "not here" } },
        { name: "broken", side: "javascript peer", precision: "float32", outcome: { failed: "out of memory" } },
      ],
    },
  ],
};
