import { startThreads, stopThreads } from "@surprisal/kernels";
import { tensor } from "@surprisal/tensor";
import { LogisticRegression, SoftmaxRegression } from "@surprisal/models";
import { afterEach, describe, expect, it } from "vitest";
import { compileLoss } from "@surprisal/contract/compile";
import { binaryCrossEntropy, crossEntropy } from "@surprisal/losses";
import { fitLinear } from "../../src/linear/fitLinear.ts";
import { penalizedLoss } from "../../src/linear/penalizedLoss.ts";
import { readRows } from "../../src/linear/rows.ts";

afterEach(() => stopThreads());

/** Numbers from −1 to 1 that look drawn. */
const scattered = (length: number, start: number): Float64Array =>
  Float64Array.from({ length }, (_, i) => (((i + start) * 0.6180339887498949) % 1) * 2 - 1);

describe.each([
  ["binary", 1],
  ["of three classes", 3],
])("%s", (_, outputs) => {
  const [count, width] = [5003, 40];
  const features = tensor(scattered(count * width, 1), { shape: [count, width] });
  const classes = Int32Array.from({ length: count }, (_, i) => ((i * 7) % 11 < 5 ? 1 : 0));
  const loss =
    outputs === 1
      ? { compiled: compileLoss(binaryCrossEntropy, "probability", 1), targets: Float64Array.from(classes) }
      : { compiled: compileLoss(crossEntropy, "classes", outputs), targets: classes };

  it("is as the loss by functions, and has the same bits on any number of threads, also where margins are infinite", async () => {
    const rows = readRows("test", features).hold(outputs);
    const kernel = loss.compiled.hold?.(loss.targets);
    expect(kernel).toBeDefined();
    for (const scale of [1, 1e307]) {
      const x = scattered(outputs * (width + 1), 3).map((each) => each * scale);
      const [byFunction, byKernel] = [new Float64Array(x.length), new Float64Array(x.length)];
      const expected = penalizedLoss(rows, loss, 2, true)(x, byFunction);
      const objective = penalizedLoss(rows, loss, 2, true, kernel);
      const value = objective(x, byKernel);
      if (scale === 1) {
        expect(value).toBeCloseTo(expected, 12);
        for (const [i, each] of byKernel.entries()) expect(each).toBeCloseTo(byFunction[i] as number, 12);
      } else {
        expect(value).toBe(expected);
      }
      for (const threads of [2, 3, 8]) {
        await startThreads(threads);
        const gradient = new Float64Array(x.length);
        expect(objective(x, gradient)).toBe(value);
        expect(gradient).toEqual(byKernel);
      }
      await stopThreads();
    }
    kernel?.free();
    rows.free();
  });

  it("fits the same model on any number of threads", async () => {
    const Model = outputs === 1 ? LogisticRegression : SoftmaxRegression;
    const labels = outputs === 1 ? classes : Int32Array.from(classes, (each, i) => (i % 3 === 0 ? 2 : each));
    const alone = await new Model().fit(features, labels);
    await startThreads(2);
    const together = await new Model().fit(features, labels);
    expect(together.coefficients.data).toEqual(alone.coefficients.data);
  });
});

it("fits the same from rows in plain arrays, by functions", async () => {
  const read = readRows("test", tensor([[1], [2], [4], [3]]));
  const loss = { compiled: compileLoss(binaryCrossEntropy, "probability", 1), targets: Float64Array.of(0, 0, 1, 1) };
  const settings = { c: 2, fitIntercept: true, gradientTolerance: 1e-8, maxIterations: 100 };
  const held = read.hold(1);
  const [byFunctions, byKernels] = [
    await fitLinear(read.plain(1), loss, settings, {}),
    await fitLinear(held, loss, settings, {}),
  ];
  held.free();
  expect(byFunctions.summary.objective).toBeCloseTo(byKernels.summary.objective, 12);
  expect(byFunctions.weights.coefficients[0]).toBeCloseTo(byKernels.weights.coefficients[0] as number, 6);
});
