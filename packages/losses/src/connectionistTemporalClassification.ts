import {
  ClassError,
  defineBatchLoss,
  ParameterError,
  ShapeError,
  type ParameterSpecification,
} from "@surprisal/contract";
import {
  asTensor,
  broadcastTo,
  div,
  equal,
  gather,
  logSoftmax,
  maximum,
  reshape,
  sub,
  take,
  tensor,
  where,
  type Tensor,
  type TensorLike,
} from "@surprisal/tensor";
import { logProbabilityOfPaths } from "./ctc/pathProbability.ts";

const unit = "connectionistTemporalClassification";
/** Pads a row of labels, as the class that is ignored does elsewhere. */
const padding = -100;
const inputLengths: ParameterSpecification<TensorLike | undefined> = {
  default: undefined,
  domain: "[0, ∞)",
  tensor: true,
};

interface SequenceOptions {
  readonly blank: number;
  readonly inputLengths: TensorLike | undefined;
}

/**
 * Connectionist temporal classification (CTC): the surprisal of a row of labels, whichever frames they stand in. A path of classes gives the
 * labels once repeats are joined and blanks left out; the probabilities of all such paths are added up.
 *
 * @param logits - `[N, T, C]`, real: N sequences of T frames; log-probabilities are taken as they are. −Infinity masks a class.
 * @param labels - `[N, S]`, int32, 0 … C − 1 without the blank; shorter rows end in −100.
 * @param blank - the class that stands for no label. Default 0.
 * @param inputLengths - `[N]`: how many frames of each sequence count. Default all.
 * @param zeroInfinity - whether a sequence with too few frames for its labels counts 0 in place of Infinity (whose gradient is NaN). Default false.
 * @param perLabel - whether each sequence's value is divided by its number of labels (at least 1), as PyTorch's mean does. Default false.
 * @returns in [0, ∞], nats: the mean over sequences; `.each` gives one value a sequence. Derivatives of the first and second order.
 * @throws ShapeError where labels or inputLengths do not fit logits; ClassError for a label that is no class, or the blank; ParameterError for
 * blank and inputLengths.
 * @formula -\log \sum_{\pi \mapsto y} \prod_t p_{t \pi_t}
 * @along { "axis": "logit of the label in the first of 3 frames", "from": -6, "to": 6, "prediction": [[[0, "t", 0], [0, 1, 0], [1, 0,
 * 0]]], "target": [[1]] }
 * @example
 * connectionistTemporalClassification([log([[0.6, 0.4], [0.5, 0.5]]).toArray()], [[1]]).item() // → 0.356675
 * @see Graves et al., "Connectionist Temporal Classification: Labelling Unsegmented Sequence Data with Recurrent Neural Networks", ICML 2006.
 * @also PyTorch: `torch.nn.functional.ctc_loss`
 * @also optax: `optax.losses.ctc_loss`
 * @also Keras: `keras.losses.CTC`
 */
export const connectionistTemporalClassification = defineBatchLoss({
  name: unit,
  weighsExamples: true,
  parameters: {
    blank: { default: 0, domain: "[0, ∞)", integer: true },
    inputLengths,
    zeroInfinity: { default: false },
    perLabel: { default: false },
  },
  value: (logits, labels, options, context) => {
    const { classes, lengths, plan } = readSequences(logits, labels, options, context.places);
    const [count = 0, frames = 0] = logits.shape;
    const states = classes.shape[1] ?? 0;
    const places = broadcastTo(reshape(classes, [count, 1, states]), [count, frames, states]);
    // 0 less it: a certain row of labels costs 0, not −0.
    const surprisal = sub(0, logProbabilityOfPaths(gather(logSoftmax(logits), places), plan));
    const finite = options.zeroInfinity ? where(equal(surprisal, Infinity), 0, surprisal) : surprisal;
    return options.perLabel ? div(finite, maximum(lengths, 1)) : finite;
  },
});

/** The class of each of the 2S + 1 states (a blank before, between and after labels), and what the recursions need: see `logProbabilityOfPaths`. */
function readSequences(
  logits: Tensor,
  labels: Tensor,
  { blank, ...options }: SequenceOptions,
  places: Int32Array | undefined,
) {
  const given = options.inputLengths === undefined ? undefined : asTensor(options.inputLengths);
  const inputLengths = given && places ? take(given, places) : given;
  const [count = 0, frames = 0, classCount = 0] = logits.shape;
  if (logits.shape.length !== 3 || labels.shape.length !== 2 || labels.shape[0] !== count) {
    throw new ShapeError(
      `${unit}: target has shape [${labels.shape.join(", ")}] beside logits [${logits.shape.join(", ")}], expected [N, S] beside [N, T, C]`,
    );
  }
  if (blank >= classCount) throw new ParameterError(`${unit}: blank is ${blank}, expected 0..${classCount - 1}`);
  if (inputLengths && (inputLengths.shape.length !== 1 || inputLengths.shape[0] !== count)) {
    throw new ShapeError(`${unit}: inputLengths has shape [${inputLengths.shape.join(", ")}], expected [${count}]`);
  }
  const most = labels.shape[1] ?? 0;
  const width = 2 * most + 1;
  const classes = new Int32Array(count * width).fill(blank);
  const plan = new Int32Array(count * (2 + width));
  const lengths = new Int32Array(count);
  for (let n = 0; n < count; n++) {
    const used = inputLengths ? (inputLengths.data[n] as number) : frames;
    if (!Number.isInteger(used) || used > frames)
      throw new ParameterError(`${unit}: inputLengths[${n}] is ${used}, expected 0..${frames}`);
    const row = labels.data.subarray(n * most, (n + 1) * most);
    const length = lengthOf(row);
    lengths[n] = length;
    for (let i = 0; i < length; i++) {
      const label = row[i] as number;
      if (!Number.isInteger(label) || label < 0 || label >= classCount || label === blank)
        throw new ClassError(
          `${unit}: target[${n * most + i}] is ${label}, expected 0..${classCount - 1} other than the blank ${blank}, or ${padding} at the end`,
        );
      classes[n * width + 2 * i + 1] = label;
    }
    plan.set([used, 2 * length + 1, 0], n * (2 + width));
    for (let s = 1; s < width; s++) {
      // A blank may be passed over between two labels that differ.
      const skips = s % 2 === 1 && s > 1 && row[(s - 1) / 2] !== row[(s - 3) / 2];
      plan[n * (2 + width) + 2 + s] = skips ? 2 : 1;
    }
  }
  return {
    classes: tensor(classes, { shape: [count, width] }),
    plan: tensor(plan, { shape: [count, 2 + width] }),
    lengths: tensor(lengths),
  };
}

const lengthOf = (row: ArrayLike<number>): number => {
  let length = row.length;
  while (length > 0 && row[length - 1] === padding) length--;
  return length;
};
