import { expect } from "vitest";
import { check } from "../../src/harness/check.ts";
import type { Case, Contender, Runner } from "../../src/harness/work.ts";

/**
 * Expects that each contender that is asked for, run once, computes what the reference says. Peers may be off by ten times as much as a table
 * lets them: jax-js is by nature, and what is tested here is that we ask them for the right thing.
 */
export async function expectRight(work: Case, isAsked: (contender: Contender) => boolean): Promise<void> {
  const reference = work.reference();
  const contenders = work.contenders.filter((each) => each.skipped === undefined && isAsked(each));
  expect(contenders.length).toBeGreaterThan(0);
  for (const contender of contenders) {
    const { run, result } = await prepare(contender);
    await run();
    const expected = contender.reference?.() ?? reference;
    const slack = contender.side === "javascript peer" ? 10 : 1;
    const tolerances = Object.entries(work.tolerance(contender.precision)).map(([name, each]) => [name, slack * each]);
    const found = check(await result(), expected, Object.fromEntries(tolerances));
    expect({ name: contender.name, precision: contender.precision, ...found }).toMatchObject({ isRight: true });
  }
}

/** One of JavaScript, ready to run here. */
export async function prepare(contender: Contender | undefined): Promise<Runner> {
  if (!contender || !("prepare" in contender)) throw new TypeError("expected a contender of JavaScript");
  return contender.prepare();
}

export const isHere = ({ side }: Contender): boolean => side === "ours" || side === "hand-written";
export const isJavaScriptPeer = ({ side, precision }: Contender): boolean =>
  side === "javascript peer" && precision === "float32";
