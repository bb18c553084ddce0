import { Worker } from "node:worker_threads";
import {
  add,
  generator,
  grad,
  logSumExp,
  mul,
  normal,
  square,
  sum,
  take,
  tensor,
  type Tensor,
} from "@surprisal/tensor";
import fc from "fast-check";
import { expect, test } from "vitest";
import { crossEntropy } from "../../../src/index.ts";
import {
  crossEntropyGradientOfSlice,
  crossEntropyOfState,
  crossEntropyState,
  logSumExpOfState,
  mergeCrossEntropyStates,
  type CrossEntropyOfStateOptions,
  type CrossEntropyState,
} from "../../../src/vocabulary/index.ts";
import { columns, slicesOf, statesOf, tilings, type Tiling } from "./tiles.ts";

const options: fc.Arbitrary<CrossEntropyOfStateOptions> = fc.record({
  labelSmoothing: fc.constantFrom(0, 0.1, 1),
  smoothOver: fc.constantFrom("all", "others"),
  zLossWeight: fc.constantFrom(0, 1e-4),
});

/** The same on all logits at once, op by op. */
function whole({ labelSmoothing = 0, smoothOver = "all", zLossWeight = 0 }: CrossEntropyOfStateOptions, y: Tensor) {
  return (logits: Tensor): Tensor => {
    const own = crossEntropy.with({ labelSmoothing, smoothOver })(logits, y);
    return zLossWeight === 0 ? own : add(own, mul(zLossWeight, square(logSumExp(logits, { axis: -1 }))));
  };
}

/** Where subnormal numbers have no more digits. */
const few = 16 * Number.MIN_VALUE;

function expectClose(got: ArrayLike<number>, expected: ArrayLike<number>, relative: number, absolute = few): void {
  for (const [i, right] of Array.from(expected).entries()) {
    const each = got[i] ?? Number.NaN;
    if (Number.isFinite(right))
      expect(Math.abs(each - right), `[${i}]: ${each}, expected ${right}`).toBeLessThanOrEqual(
        relative * Math.abs(right) + absolute,
      );
    else expect(each, `[${i}]`).toBe(right);
  }
}

const gradientsOf = (tiling: Tiling, given: CrossEntropyOfStateOptions): { slice: Tensor; columns: Tensor }[] => {
  const merged = mergeCrossEntropyStates(statesOf(tiling));
  const all = grad((z: Tensor) => sum(whole(given, tiling.target)(z)))(tiling.logits);
  return slicesOf(tiling).map(([start, stop]) => ({
    slice: crossEntropyGradientOfSlice(merged, columns(tiling.logits, start, stop), tiling.target, { ...given, start }),
    columns: columns(all, start, stop),
  }));
};

test("loss and log-sum-exp are those of all logits, whatever the tiling", () => {
  fc.assert(
    fc.property(tilings(), options, (tiling, given) => {
      fc.pre(!(given.smoothOver === "others" && tiling.logits.shape[1] === 1));
      const merged = mergeCrossEntropyStates(statesOf(tiling));
      const expected = whole(given, tiling.target)(tiling.logits).data;
      expectClose(crossEntropyOfState(merged, tiling.target, given).data, expected, 4e-13);
      expectClose(logSumExpOfState(merged).data, logSumExp(tiling.logits, { axis: -1 }).data, 1e-15, 1e-15);
    }),
  );
});

test("gradients of the slices are those of all logits", () => {
  fc.assert(
    fc.property(tilings(), options, (tiling, given) => {
      fc.pre(!(given.smoothOver === "others" && tiling.logits.shape[1] === 1));
      for (const { slice, columns: expected } of gradientsOf(tiling, given))
        // p − q cancels where smoothing is met by the softmax; without it every digit is there.
        expectClose(slice.data, expected.data, 4e-13, given.labelSmoothing === 0 ? few : 1e-15);
    }),
  );
});

test("+Infinity and NaN are NaN, in whichever slice they stand, in their own rows alone", () => {
  for (const bad of [Infinity, Number.NaN]) {
    const logits = tensor(Float64Array.of(1, 2, bad, 0, 1, 2, 3, 0), { shape: [2, 4] });
    const tiling = { logits, target: tensor(Int32Array.of(0, 0)), cuts: [0, 2, 4] };
    const loss = crossEntropyOfState(mergeCrossEntropyStates(statesOf(tiling)), tiling.target).data;
    expect(loss[0]).toBeNaN();
    expect(loss[1]).toBeCloseTo(crossEntropy([[1, 2, 3, 0]], [0]).item(), 6);
    for (const { slice, columns: expected } of gradientsOf(tiling, {})) expectClose(slice.data, expected.data, 1e-14);
  }
});

test("a sure row keeps its digits, whatever the tiling", () => {
  const target = tensor(Int32Array.of(0));
  const logits = tensor(Float64Array.of(40, 0, -Infinity, 0), { shape: [1, 4] });
  for (const cuts of [
    [0, 4],
    [0, 1, 4],
    [0, 2, 3, 4],
    [0, 1, 2, 3, 4],
  ]) {
    const merged = mergeCrossEntropyStates(statesOf({ logits, target, cuts }));
    expect(crossEntropyOfState(merged, target).item()).toBeCloseTo(8.496708510583178e-18, 32);
    const gradient = crossEntropyGradientOfSlice(merged, logits, target).data;
    expect(gradient[0]).toBeCloseTo(-8.496708510583178e-18, 32);
    expect(gradient[2]).toBe(0);
  }
});

test("label smoothing is over all classes, not over those of a shard", () => {
  const target = tensor(Int32Array.of(5));
  const logits = tensor(Float64Array.of(0.5, -1, 2, 0, 1, 3), { shape: [1, 6] });
  const expected = crossEntropy.with({ labelSmoothing: 0.1 })(logits, target).item();
  for (const cuts of [
    [0, 3, 6],
    [0, 1, 5, 6],
  ]) {
    const merged = mergeCrossEntropyStates(statesOf({ logits, target, cuts }));
    expect(crossEntropyOfState(merged, target, { labelSmoothing: 0.1 }).item()).toBeCloseTo(expected, 14);
  }
});

test("ignored rows and rows without weight are exactly 0 and not looked at", () => {
  const logits = [
    [NaN, 1],
    [2, 1],
    [NaN, NaN],
  ];
  const target = [-100, 0, 1];
  const state = crossEntropyState(logits, target);
  expect(crossEntropyOfState(state, target).data[0]).toBe(0);
  const gradient = crossEntropyGradientOfSlice(state, logits, target, { weights: [1, 2, 0] }).data;
  expectClose(gradient, [0, 0, -0.5378828427399902, 0.5378828427399902, 0, 0], 1e-7);
  expect(gradient[4]).toBe(0);
});

test("a target that no slice has, or two, is refused", () => {
  const state = crossEntropyState([[1, 2]], [2]);
  expect(() => crossEntropyOfState(state, [2])).toThrow(
    "crossEntropyOfState: target[0] is 2, which 0 of the slices have, expected 1",
  );
  const twice = mergeCrossEntropyStates([crossEntropyState([[1]], [0]), crossEntropyState([[1]], [0])]);
  expect(() => crossEntropyGradientOfSlice(twice, [[1]], [0])).toThrow(
    /^crossEntropyGradientOfSlice: .*which 2 of the slices have/,
  );
  expect(() => crossEntropyOfState(state, [2], { labelSmoothing: 2 })).toThrow("labelSmoothing is 2");
  expect(() => crossEntropyOfState(state, [2], { zLossWeight: -1 })).toThrow("zLossWeight is -1");
  expect(() => crossEntropyOfState(state, [2, 1])).toThrow("crossEntropyOfState: target has shape [2], expected [1]");
  expect(() => crossEntropyGradientOfSlice(state, [[1], [1]], [0, 0])).toThrow(
    "crossEntropyGradientOfSlice: state has 1 rows, expected 2",
  );
});

test("slices on threads of their own, rows apart, or one after the other: the same bits", async () => {
  const logits = normal([3, 12], generator(3), { dtype: "float64" });
  const tiling: Tiling = { logits, target: tensor(Int32Array.of(11, 5, 0)), cuts: [0, 5, 6, 12] };
  const sequential = mergeCrossEntropyStates(statesOf(tiling));
  const threaded = await Promise.all(
    slicesOf(tiling).map(([start, stop]) => onThread(columns(tiling.logits, start, stop), tiling.target, start)),
  );
  expect(mergeCrossEntropyStates(threaded)).toEqual(sequential);
  const loss = crossEntropyOfState(sequential, tiling.target).data;
  for (const [row, k] of tiling.target.data.entries()) {
    const own = { ...tiling, logits: take(logits, Int32Array.of(row)), target: tensor(Int32Array.of(k)) };
    expect(crossEntropyOfState(mergeCrossEntropyStates(statesOf(own)), own.target).item()).toBe(loss[row]);
  }
});

/** The state of a slice, computed by a thread of its own. */
async function onThread(slice: Tensor, target: Tensor, start: number): Promise<CrossEntropyState> {
  const script = `
    const { parentPort, workerData: { data, shape, target, start, losses, tensors } } = require("node:worker_threads");
    Promise.all([import(losses), import(tensors)]).then(([{ crossEntropyState }, { tensor }]) =>
      parentPort.postMessage(crossEntropyState(tensor(data, { shape }), target, { start })));`;
  const worker = new Worker(script, {
    eval: true,
    execArgv: ["--conditions", "@surprisal/source", "--no-warnings"],
    workerData: {
      data: slice.data,
      shape: slice.shape,
      target: target.data,
      start,
      losses: new URL("../../../src/vocabulary/index.ts", import.meta.url).href,
      tensors: new URL("../../../../tensor/src/index.ts", import.meta.url).href,
    },
  });
  try {
    return await new Promise((resolve, reject) => worker.once("message", resolve).once("error", reject));
  } finally {
    await worker.terminate();
  }
}
