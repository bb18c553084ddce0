/** A number and its derivative along a direction, frame by frame and state by state. */
export interface Dual {
  readonly value: Float64Array;
  readonly tangent: Float64Array;
}

/** One sequence's part of a lattice: its emissions `[frames · width]` and, for each state, how far back a path may come from. */
export interface Lattice {
  readonly emission: Dual;
  readonly frames: number;
  readonly states: number;
  /** The row length of emissions. */
  readonly width: number;
  /** For each state, over how many states a path may have come forward: 0, 1 or 2. */
  readonly reach: ArrayLike<number>;
}

/** log Σ exp over some entries, and the mean of their tangents under the softmax. */
function logSumExp({ value, tangent }: Dual, places: readonly number[]): readonly [number, number] {
  let most = -Infinity;
  for (const i of places) most = Math.max(most, value[i] as number);
  if (most === -Infinity) return [-Infinity, 0];
  let sum = 0;
  let slope = 0;
  for (const i of places) {
    const weight = Math.exp((value[i] as number) - most);
    sum += weight;
    if (weight > 0) slope += weight * (tangent[i] as number);
  }
  return [most + Math.log(sum), slope / sum];
}

const emptyDual = (size: number): Dual => ({
  value: new Float64Array(size).fill(-Infinity),
  tangent: new Float64Array(size),
});

function put({ value, tangent }: Dual, at: number, [a, b]: readonly [number, number], emission: Dual): void {
  value[at] = a + (emission.value[at] as number);
  tangent[at] = b + (emission.tangent[at] as number);
}

/** log of the probability of all beginnings of paths that are in state s in frame t, its own emission included. */
export function forward({ emission, frames, states, width, reach }: Lattice): Dual {
  const paths = emptyDual(emission.value.length);
  for (let s = 0; s < Math.min(2, states) && frames > 0; s++) put(paths, s, [0, 0], emission);
  for (let t = 1; t < frames; t++) {
    for (let s = 0; s < states; s++) {
      const from = Array.from({ length: (reach[s] as number) + 1 }, (_, back) => (t - 1) * width + s - back);
      put(paths, t * width + s, logSumExp(paths, from), emission);
    }
  }
  return paths;
}

/** log of the probability of all ends of paths that are in state s in frame t, its own emission included. */
export function backward({ emission, frames, states, width, reach }: Lattice): Dual {
  const paths = emptyDual(emission.value.length);
  const last = (frames - 1) * width;
  for (let s = Math.max(0, states - 2); s < states && frames > 0; s++) put(paths, last + s, [0, 0], emission);
  for (let t = frames - 2; t >= 0; t--) {
    for (let s = 0; s < states; s++) {
      const to = [s, s + 1, s + 2].filter((next) => next < states && next - s <= (reach[next] as number));
      put(
        paths,
        t * width + s,
        logSumExp(
          paths,
          to.map((next) => (t + 1) * width + next),
        ),
        emission,
      );
    }
  }
  return paths;
}

/** log of the probability of all paths. */
export function total({ frames, states, width }: Lattice, paths: Dual): readonly [number, number] {
  // Without frames there is one path if there are no labels, and none otherwise.
  if (frames === 0) return [states === 1 ? 0 : -Infinity, 0];
  const last = (frames - 1) * width;
  return logSumExp(paths, states === 1 ? [last] : [last + states - 1, last + states - 2]);
}
