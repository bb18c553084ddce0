import { ClassError, type Loss, ParameterError, ShapeError } from "@surprisal/contract";
import { tensor, type Tensor } from "@surprisal/tensor";
import { describe, expect, test } from "vitest";
import * as losses from "../src/index.ts";

// Parameters that are tensors are held against the batch: an error names the loss, the parameter, what was expected and what was got.

const logits = tensor([[2, 1, 0.1]]);
const refuse = (call: () => unknown, error: typeof ShapeError, message: string): void => {
  expect(call).toThrow(error);
  expect(call).toThrow(message);
};

describe("numbers of each class", () => {
  test.each([
    [losses.classBalancedCrossEntropy, "counts"],
    [losses.labelDistributionAwareMargin, "counts"],
    [losses.vectorScaling, "counts"],
    [losses.logitAdjustedCrossEntropy, "prior"],
  ] as unknown as readonly [Loss, string][])("%s", (loss, name) => {
    const unit = loss.lossName;
    refuse(() => loss(logits, [0]), ParameterError, `${unit}: ${name} is missing, expected a tensor of shape [3]`);
    const short = loss.with({ [name]: [1, 2] });
    refuse(() => short(logits, [0]), ShapeError, `${unit}: ${name} has shape [2], expected [3]`);
    const flat = loss.with({ [name]: [[1, 2, 3]] });
    refuse(() => flat(logits, [0]), ShapeError, `${unit}: ${name} has shape [1, 3], expected [3]`);
    refuse(() => loss.with({ [name]: [1, 0, 2] }), ParameterError, `${unit}: ${name}[1] is 0, expected (0, ∞)`);
  });

  test.each([losses.forwardCorrection, losses.backwardCorrection] as unknown as readonly Loss[])("%s", (loss) => {
    const unit = loss.lossName;
    refuse(
      () => loss(logits, [0]),
      ParameterError,
      `${unit}: transition is missing, expected a tensor of shape [3, 3]`,
    );
    const uneven = [
      [0.5, 0.5, 0],
      [0, 1, 0],
      [0, 0.25, 0.25],
    ];
    const message = `${unit}: row 2 of transition adds up to 0.5, expected 1`;
    refuse(() => loss.with({ transition: uneven })(logits, [0]), ParameterError, message);
    refuse(() => loss.with({ transition: [[2]] }), ParameterError, `${unit}: transition[0] is 2, expected [0, 1]`);
  });
});

test("mixup's other classes: missing, or not as many", () => {
  const loss = losses.mixupCrossEntropy;
  refuse(
    () => loss(logits, [0]),
    ParameterError,
    "mixupCrossEntropy: otherClasses are missing, expected a tensor of classes",
  );
  refuse(() => loss.with({ otherClasses: [0, 1] })(logits, [0]), ShapeError, "mixupCrossEntropy: otherClasses");
});

describe("spreads of each element", () => {
  const means = tensor([
    [0, 1, 2],
    [3, 4, 5],
  ]);
  test.each([
    [losses.gaussianNegativeLogLikelihood, "variance"],
    [losses.laplaceNegativeLogLikelihood, "scale"],
    [losses.studentTNegativeLogLikelihood, "scale"],
    [losses.gaussianContinuousRankedProbabilityScore, "scale"],
  ] as unknown as readonly [Loss, string][])("%s", (loss, name) => {
    const spread = (value: Tensor) => (): unknown => loss.with({ [name]: value })(means, means);
    const message = `${loss.lossName}: ${name}`;
    refuse(spread(tensor([1, 2])), ShapeError, message);
    refuse(
      spread(
        tensor([
          [[1], [2]],
          [[3], [4]],
        ]),
      ),
      ShapeError,
      `${message} has shape [2, 2, 1], expected [2, 3] or one that broadcasts to it`,
    );
    const [rows, all] = [
      loss.with({ [name]: [[1], [2]] }),
      loss.with({
        [name]: [
          [1, 1, 1],
          [2, 2, 2],
        ],
      }),
    ];
    expect(
      rows(means, [
        [1, 1, 1],
        [2, 2, 2],
      ]).toArray(),
    ).toEqual(
      all(means, [
        [1, 1, 1],
        [2, 2, 2],
      ]).toArray(),
    );
  });
});

describe("cutpoints", () => {
  const loss = losses.cumulativeLink;
  const refused = (cutpoints: Tensor, message: string): void =>
    refuse(() => loss.with({ cutpoints })([0], [0]), ParameterError, `cumulativeLink: cutpoints${message}`);

  test("are needed, in one row, each above the one before", () => {
    refuse(() => loss([0], [0]), ParameterError, "cumulativeLink: cutpoints are missing, expected [C − 1] numbers");
    refused(tensor(0), " have shape [], expected [C − 1]");
    refused(tensor([[1, 2]]), " have shape [1, 2], expected [C − 1]");
    refused(tensor(new Float64Array(0)), " have shape [0], expected [C − 1]");
    refused(tensor([-1, 1, 1]), "[2] is 1, expected above 1");
    refused(tensor([-1, -2, 1]), "[1] is -2, expected above -1");
  });

  test("say which ranks there are", () => {
    const three = loss.with({ cutpoints: [-1, 1] });
    for (const [i, rank] of [-1, 3, 0.5, Number.NaN].entries()) {
      const ranks = Float64Array.from({ length: 5 }, (_, j) => (i === j ? rank : j % 3));
      const message = `cumulativeLink: target[${i}] is ${rank}, expected 0..2`;
      refuse(() => three(new Float64Array(5), ranks), ClassError, message);
    }
    // σ(−1), σ(1) − σ(−1) and 1 − σ(1) are the probabilities of the three.
    const sigmoid = 1 / (1 + Math.exp(-1));
    const expected = [1 - sigmoid, 2 * sigmoid - 1, 1 - sigmoid].map((p) => expect.closeTo(-Math.log(p), 14));
    expect(three(new Float64Array(3), [0, 1, 2]).toArray()).toEqual(expected);
    expect(
      loss
        .with({ cutpoints: [0] })(Float64Array.of(1), [1])
        .item(),
    ).toBeCloseTo(-Math.log(sigmoid), 14);
  });
});

test("labels that are none", () => {
  const refused = (loss: Loss, row: readonly number[], message: string): void =>
    refuse(() => loss(logits, [row]), ParameterError, `${loss.lossName}: target[${message}`);
  const { lovaszHinge, multilabelMargin } = losses as unknown as Record<"lovaszHinge" | "multilabelMargin", Loss>;
  refused(multilabelMargin, [0, 1, 1.5], "2] is 1.5, expected a number from 0 to 1");
  refused(multilabelMargin, [0, -0.5, 1], "1] is -0.5, expected a number from 0 to 1");
  refused(multilabelMargin, [Number.NaN, 1, 1], "0] is NaN");
  refused(lovaszHinge, [0, 1, 0.5], "2] is 0.5, expected 0 or 1");
  expect(multilabelMargin(logits, [[0, 0.5, 1]]).toArray()).toEqual(multilabelMargin(logits, [[0, 1, 1]]).toArray());
});

describe("sequences of labels", () => {
  const loss = losses.connectionistTemporalClassification;
  const frames = tensor(new Float64Array(12), { shape: [1, 4, 3] });

  test("fit their frames, by name", () => {
    const shapes = "expected [N, S] beside [N, T, C]";
    const refused = (call: () => unknown, message: string): void => refuse(call, ShapeError, message);
    refused(() => loss(frames, [1]), `target has shape [1] beside logits [1, 4, 3], ${shapes}`);
    refused(() => loss(frames, [[1], [2]]), `target has shape [2, 1] beside logits [1, 4, 3], ${shapes}`);
    refused(() => loss([[1, 2, 3]], [[1]]), `target has shape [1, 1] beside logits [1, 3], ${shapes}`);
    refused(
      () => loss.with({ inputLengths: [[4]] })(frames, [[1]]),
      "connectionistTemporalClassification: inputLengths has shape [1, 1], expected [1]",
    );
    refuse(
      () => loss.with({ blank: 3 })(frames, [[1]]),
      ParameterError,
      "connectionistTemporalClassification: blank is 3, expected 0..2",
    );
    refuse(
      () => loss.with({ inputLengths: [1.5] })(frames, [[1]]),
      ParameterError,
      "inputLengths[0] is 1.5, expected 0..4",
    );
    const two = tensor(new Float64Array(24), { shape: [2, 4, 3] });
    const labels = [
      [1, 2],
      [1, 0],
    ];
    refuse(() => loss(two, labels), ClassError, "target[3] is 0, expected 0..2 other than the blank 0");
  });

  test("input lengths go with their examples where some do not count", () => {
    const batch = tensor(
      Float64Array.from({ length: 36 }, (_, i) => Math.sin(i)),
      { shape: [3, 4, 3] },
    );
    const some = loss.with({ inputLengths: [4, 2, 3] });
    const each = some.each(batch, [[1], [2], [1]]).data;
    const weighted = some.each(batch, [[1], [2], [1]], { sampleWeights: [1, 0, 1] }).data;
    expect(Array.from(weighted)).toEqual([each[0], each[2]]);
  });

  test("per label: divided by how many there are, 1 where there is none", () => {
    const labels = [
      [1, 2],
      [1, -100],
      [-100, -100],
    ];
    const batch = tensor(
      Float64Array.from({ length: 36 }, (_, i) => Math.sin(i)),
      { shape: [3, 4, 3] },
    );
    const each = loss.each(batch, labels).data;
    const halved = [(each[0] ?? 0) / 2, each[1], each[2]];
    expect(Array.from(loss.with({ perLabel: true }).each(batch, labels).data)).toEqual(halved);
  });
});
