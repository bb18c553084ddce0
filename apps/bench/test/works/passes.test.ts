import { expect, it } from "vitest";
import { makeCase as logistic } from "../../src/works/logisticPass.ts";
import { makeCase as sparse, makeSparse } from "../../src/works/sparsePass.ts";
import { expectRight, isHere, isJavaScriptPeer } from "./contenders.ts";

it("logistic pass is right by ours and by JavaScript peers", async () => {
  await expectRight(logistic(40, 6), isHere);
  await expectRight(logistic(40, 6), isJavaScriptPeer);
});

it("sparse pass is right by ours and by hand", async () => {
  await expectRight(sparse(30, 200, 5), isHere);
});

it("sparse rows have no column twice", () => {
  const { columns } = makeSparse(50, 200, 5);
  for (let row = 0; row < 50; row++) expect(new Set(columns.subarray(5 * row, 5 * row + 5)).size).toBe(5);
});
