import { expect, it } from "vitest";
import { tileChoice } from "../../src/matmul/tileChoice.ts";

/** What is made, and how long its work takes, which a clock shows. */
function race(times: () => readonly number[], pieces: number): number[] {
  let now = 0;
  const done: number[] = [];
  const choice = tileChoice([() => 0, () => 1], () => now);
  for (let n = 0; n < pieces; n++) {
    choice(1e7, (own) => {
      now += times()[own] as number;
      done.push(own);
    });
  }
  return done;
}

it("tries each and stays with the quicker", () => {
  const done = race(() => [5, 3], 100);
  expect(done.slice(0, 2)).toContain(0);
  expect(done.filter((own) => own === 0).length).toBeLessThan(10);
});

it("comes back to one that was slow at first", () => {
  let turn = 0;
  const done = race(() => (++turn < 20 ? [5, 9] : [5, 3]), 200);
  // Once more the other is tried.
  expect(done.slice(-100).filter((own) => own === 0).length).toBe(1);
});

it("makes a single one when it is needed, and work too small to be measured takes the first", () => {
  const made: string[] = [];
  const choice = tileChoice([() => made.push("first"), () => made.push("second")], () => 0);
  expect(made).toEqual([]);
  for (let n = 0; n < 9; n++) choice(100, () => undefined);
  expect(made).toEqual(["first"]);
});
