import { expect } from "vitest";
import { check } from "../../src/harness/check.ts";
import type { Case, Contender } from "../../src/harness/work.ts";

/** Expects that each contender, run once, computes what the reference says. Those of a process of their own are left out. */
export async function expectRight(work: Case, isAsked: (contender: Contender) => boolean): Promise<void> {
  const reference = work.reference();
  const contenders = work.contenders.filter((each) => each.skipped === undefined && isAsked(each));
  expect(contenders.length).toBeGreaterThan(0);
  for (const contender of contenders) {
    const runner = await contender.prepare();
    if ("run" in runner) await runner.run();
    const expected = contender.reference?.() ?? reference;
    const found = check(await runner.result(), expected, work.tolerance(contender.precision));
    runner.close?.();
    expect({ name: contender.name, precision: contender.precision, ...found }).toMatchObject({ isRight: true });
  }
}

export const isHere = ({ side }: Contender): boolean => side === "ours" || side === "hand-written";
export const isJavaScriptPeer = ({ side, precision }: Contender): boolean =>
  side === "javascript peer" && precision === "float32";
