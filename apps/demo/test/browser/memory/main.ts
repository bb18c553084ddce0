import { kernelMemory, supports } from "@surprisal/kernels";
import { fuse } from "@surprisal/contract/compile";
import { squaredError } from "@surprisal/losses";
import { generator, mul, normal, scope, sub, valueAndGrad, zeros, type Tensor } from "@surprisal/tensor";

/** What is waited for after a step, and whether it stands in a scope. */
const manners = {
  explicit: { scoped: true },
  scope: { scoped: true },
  synchronous: {},
  promises: { pause: () => Promise.resolve() },
  macrotasks: { pause: macrotask },
  scopeAndMacrotasks: { scoped: true, pause: macrotask },
} satisfies Readonly<Record<string, { readonly scoped?: boolean; readonly pause?: () => Promise<void> }>>;

export type MannerInPage = keyof typeof manners;

export interface TrainingInPage {
  readonly manner: MannerInPage;
  /** Rows of 256 float32: 1 kB each. */
  readonly rows: number;
  readonly steps: number;
}

export interface TrainedInPage {
  /** The largest difference from the weights that are known. */
  readonly error: number;
  /** Of the kernels' memory, after three fifths of the steps and at the end. */
  readonly kernelBytes: readonly [number, number];
  readonly millisecondsAStep: number;
}

declare global {
  // Declared so, it is a property of the page.
  var train: (training: TrainingInPage) => Promise<TrainedInPage>;
}

const channel = new MessageChannel();
/** A timer would wait for 4 ms. */
function macrotask(): Promise<void> {
  return new Promise((resolve) => {
    channel.port1.addEventListener("message", () => resolve(), { once: true });
    channel.port2.postMessage(null);
  });
}
channel.port1.start();

const rate = 2 ** -10;
const squared = fuse(squaredError);

globalThis.train = async ({ manner, rows, steps }) => {
  const target = normal([rows, 256], generator(1));
  const both = valueAndGrad((w: Tensor) => squared.sum(w, target));
  const step = (w: Tensor): Tensor => sub(w, mul(both(w).gradient, rate));
  const { pause, scoped } = { pause: undefined, scoped: false, ...manners[manner] };
  const start = zeros([rows, 256]);
  let [weights, bytes] = [start, 0];
  const begun = performance.now();
  for (let i = 0; i < steps; i++) {
    const before = weights;
    weights = scoped ? scope(() => step(before)) : step(before);
    if (manner === "explicit" && i > 0) before[Symbol.dispose]();
    if (pause) await pause();
    if (i === Math.floor(0.6 * steps)) bytes = kernelMemory().buffer.byteLength;
  }
  const millisecondsAStep = (performance.now() - begun) / steps;
  // Each step takes the same share of what is missing.
  const share = 1 - (1 - 2 * rate) ** steps;
  const { data } = weights;
  let error = 0;
  for (const [i, each] of target.data.entries()) error = Math.max(error, Math.abs(each * share - (data[i] as number)));
  return { error, kernelBytes: [bytes, kernelMemory().buffer.byteLength], millisecondsAStep };
};
document.querySelector("output")?.append(supports.threads ? "shared" : "not shared");
