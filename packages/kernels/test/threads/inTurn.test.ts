import { expect, it } from "vitest";
import { inTurn } from "../../src/threads/inTurn.ts";

it.each([
  [1, "stage 0, run 0, finish 0, stage 1, run 1, finish 1, stage 2, run 2, finish 2"],
  [2, "stage 0, run 0, stage 1, run 1, finish 0, stage 2, run 2, finish 1, finish 2"],
])("with room for %i", (room, expected) => {
  const done: string[] = [];
  inTurn(3, room, {
    stage: (n) => (done.push(`stage ${n}`), n),
    run: (n, meanwhile) => (done.push(`run ${n}`), meanwhile?.()),
    finish: (n) => done.push(`finish ${n}`),
  });
  expect(done.join(", ")).toBe(expected);
});

it.each([1, 2])("with room for %i, ends before what is not to be finished", (room) => {
  const finished: number[] = [];
  const run = (n: number, meanwhile?: () => void): boolean => {
    meanwhile?.();
    return n < 2;
  };
  expect(inTurn(4, room, { stage: (n) => n, run, finish: (n) => finished.push(n) })).toBe(2);
  expect(finished).toEqual([0, 1]);
});

it("does nothing with nothing", () => {
  inTurn(0, 2, { stage: () => expect.unreachable(), run: () => expect.unreachable() });
});
