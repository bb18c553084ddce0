import { expect, it } from "vitest";
import { coldCompileWork } from "../../src/works/coldCompile.ts";
import { expectRight } from "./contenders.ts";

it("compiles and runs in a process of its own", async () => {
  const work = await coldCompileWork.sizes[0]!.make();
  await expectRight(work, () => true);
  const runner = await work.contenders[0]!.prepare();
  const { processor } = "measure" in runner ? await runner.measure(1) : { processor: Number.NaN };
  expect(processor).toBeGreaterThan(0);
});
