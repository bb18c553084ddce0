import type { Loss, Parameters, TargetKind } from "@surprisal/contract";
import { compileLoss, fuse } from "@surprisal/contract/compile";
import { allocate, type ArrayType, type Block } from "@surprisal/kernels";
import { tensor, valueAndGrad, type Tensor } from "@surprisal/tensor";
import type { RowForm } from "@surprisal/tensor/compile";
import type { Contender, Precision, Result } from "../harness/work.ts";
import { inPrecision, meanOf } from "./numbers.ts";

/** A loss and what it is put to. */
export interface LossInput {
  readonly kind: TargetKind;
  /** Of the prediction: `[rows, classes]`, or `[elements]`. */
  readonly shape: readonly [count: number, width: number] | readonly [count: number];
  readonly prediction: Float32Array<ArrayBuffer>;
  /** Classes, one a row; or numbers in the shape of the prediction. */
  readonly target: Int32Array<ArrayBuffer> | Float32Array<ArrayBuffer>;
}

/** The compiled forms, each in the precisions that it computes in. */
const forms: readonly { readonly form: RowForm; readonly precision: Precision }[] = [
  { form: "wasm", precision: "float32" },
  { form: "wasm", precision: "float64" },
  { form: "javascript", precision: "float64" },
  { form: "interpreter", precision: "float64" },
];

/** Our ways to the mean of a loss and its gradient: op by op, as a fused loss, and the bare pass of each compiled form. */
export function oursOfLoss<P extends Parameters>(
  loss: Loss<P>,
  input: LossInput,
  precisions: readonly Precision[],
): Contender[] {
  const isHuge = input.prediction.length >= 1e7;
  const whole = precisions.flatMap((precision) => [
    { ...wholeCall("op by op", loss, input, precision), ...(isHuge && { skipped: "left out from 1e7 elements on" }) },
    wholeCall("fused", fuse(loss), input, precision),
  ]);
  const bare = forms.filter(({ precision }) => precisions.includes(precision));
  const all = [
    ...whole,
    ...bare.map(({ form, precision }) => barePass(loss, input, form, precision)),
    ...precisions.map((precision) => passInPlace(loss, input, precision)),
  ];
  // A millisecond of work, at least: less is not shared out.
  const isShared = ({ name, precision }: Contender): boolean =>
    input.prediction.length >= 1e6 &&
    precision === "float32" &&
    ["fused", "wasm pass", "wasm pass in place"].includes(name);
  return all.map((each) => (isShared(each) ? { ...each, usesThreads: true } : each));
}

/** What a user writes: the mean and its gradient, checks of the input included. */
function wholeCall<P extends Parameters>(
  name: string,
  loss: Loss<P>,
  { shape, prediction, target }: LossInput,
  precision: Precision,
): Contender {
  return {
    name,
    side: "ours",
    precision,
    prepare: () => {
      const x = tensor(inPrecision(prediction, precision), { shape });
      const goal = target instanceof Int32Array ? tensor(target) : tensor(inPrecision(target, precision), { shape });
      const pass = valueAndGrad((z: Tensor) => loss.mean(z, goal));
      let last = pass(x);
      return {
        run: () => (last = pass(x)),
        result: () => ({ value: last.value.data, gradient: last.gradient.data }),
      };
    },
  };
}

/** The compiled pass over plain arrays: the value of each example, and the gradient of their sum. */
function barePass<P extends Parameters>(
  loss: Loss<P>,
  { kind, shape, prediction, target }: LossInput,
  form: RowForm,
  precision: Precision,
): Contender {
  const [count, width = 1] = shape;
  return {
    name: `${form} pass`,
    side: "ours",
    precision,
    prepare: () => {
      const compiled = compileLoss(loss, kind, width, { form, dtype: precision });
      if (compiled.form !== form) throw new Error(`${loss.lossName} has no form ${form}`);
      const x = inPrecision(prediction, precision);
      const goal = target instanceof Int32Array ? target : inPrecision(target, precision);
      const values = inPrecision(new Float32Array(count), precision);
      const gradient = x.slice();
      return {
        run: () => compiled.run(count, x, goal, values, gradient),
        result: () => meanResult(values, gradient),
      };
    },
  };
}

/** The pass on arrays that lie in the kernels' memory: nothing is copied. */
function passInPlace<P extends Parameters>(
  loss: Loss<P>,
  { kind, shape, prediction, target }: LossInput,
  precision: Precision,
): Contender {
  const [count, width = 1] = shape;
  return {
    name: "wasm pass in place",
    side: "ours",
    precision,
    prepare: () => {
      const compiled = compileLoss(loss, kind, width, { form: "wasm", dtype: precision });
      const floats = precision === "float32" ? Float32Array : Float64Array;
      const isClass = target instanceof Int32Array;
      const sizes = [prediction.length, target.length, count, prediction.length];
      const types = [floats, isClass ? Int32Array : floats, floats, floats];
      const blocks = sizes.map((size, k) => allocate(size * (types[k]?.BYTES_PER_ELEMENT ?? 8)));
      const array = <T>(k: number, Type: ArrayType<T>): T => (blocks[k] as Block).array(Type);
      type Floats = Float32Array | Float64Array;
      const [x, values, gradient] = [0, 2, 3].map((k) => array<Floats>(k, floats)) as [Floats, Floats, Floats];
      const goal = isClass ? array(1, Int32Array) : array<Floats>(1, floats);
      x.set(prediction);
      goal.set(target);
      return {
        run: () => compiled.run(count, x, goal, values, gradient),
        result: () => meanResult(values, gradient),
      };
    },
  };
}

/** As the mean and its gradient: values of each example, and the gradient of their sum. */
export function meanResult(values: Float32Array | Float64Array, gradient: Float32Array | Float64Array): Result {
  const mean = gradient.slice();
  for (let i = 0; i < mean.length; i++) mean[i] = (mean[i] as number) / values.length;
  return { value: [meanOf(values)], gradient: mean };
}
