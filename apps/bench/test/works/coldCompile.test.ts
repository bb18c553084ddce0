import { expect, it } from "vitest";
import { coldCompileWork } from "../../src/works/coldCompile.ts";
import { expectRight } from "./contenders.ts";

it("compiles and runs, in a new process each time", async () => {
  const work = coldCompileWork.sizes[0]!.make();
  expect(work.contenders.map(({ isCold }) => isCold)).toEqual([true, true, true, true]);
  await expectRight(work, () => true);
});
