import { expect, test } from "vitest";
import { weigh } from "../../src/core/weigh.ts";
import { full, mul } from "../../src/index.ts";

test("an array comes back as it is", () => {
  for (const array of [new Uint8Array(2), new Float64Array(2 ** 20)]) expect(weigh(array)).toBe(array);
});

test("the dead are cleared away within a synchronous loop", () => {
  let most = 0;
  let x = full([2 ** 18], 1);
  for (let i = 0; i < 1000; i++) {
    x = mul(x, 1);
    most = Math.max(most, process.memoryUsage().arrayBuffers);
  }
  expect(x.data.every((each) => each === 1)).toBe(true);
  // A thousand are 1000 MiB.
  expect(most).toBeLessThan(400 * 2 ** 20);
});
