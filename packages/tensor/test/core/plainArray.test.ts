import { expect, test } from "vitest";
import { plainArray } from "../../src/core/plainArray.ts";
import { full, mul } from "../../src/index.ts";

test("zeros of the array that holds a dtype", () => {
  expect(plainArray("bool", 2)).toEqual(new Uint8Array(2));
  expect(plainArray("float64", 3)).toEqual(new Float64Array(3));
  for (let i = 0; i < 200; i++) {
    const large = plainArray("float32", 2 ** 18);
    expect(large.length).toBe(2 ** 18);
    expect(large.every((each) => each === 0)).toBe(true);
    large.fill(1);
  }
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
