/** Numbers and their derivatives along a direction, frame by frame and state by state. */
export interface Dual {
  readonly value: Float64Array;
  readonly tangent: Float64Array;
}

/** What the recursions need of one sequence. */
export interface Lattice {
  /** log-probabilities of the states, `[frames · width]`. */
  readonly emission: Dual;
  readonly frames: number;
  readonly states: number;
  readonly width: number;
  /** For each state, from how many states back a path may come at most: 0, 1 or 2. */
  readonly reach: ArrayLike<number>;
}

/** log of the probability of all beginnings of paths that are in state s in frame t, its own emission included. */
export function forward({ emission, frames, states, width, reach }: Lattice): Dual {
  const paths = noPaths(emission);
  if (frames === 0) return paths;
  for (let s = 0; s < Math.min(2, states); s++) copy(emission, s, paths);
  for (let t = 1; t < frames; t++) {
    for (let s = 0; s < states; s++) {
      const back = reach[s] as number;
      join(paths, (t - 1) * width + s - back, back + 1, t * width + s, emission);
    }
  }
  return paths;
}

/** log of the probability of all ends of paths that are in state s in frame t, its own emission included. */
export function backward({ emission, frames, states, width, reach }: Lattice): Dual {
  const paths = noPaths(emission);
  if (frames === 0) return paths;
  for (let s = Math.max(0, states - 2); s < states; s++) copy(emission, (frames - 1) * width + s, paths);
  for (let t = frames - 2; t >= 0; t--) {
    for (let s = 0; s < states; s++) {
      const on = Number(s + 1 < states) + Number(s + 2 < states && reach[s + 2] === 2);
      join(paths, (t + 1) * width + s, on + 1, t * width + s, emission);
    }
  }
  return paths;
}

/** log of the probability of all paths, from their beginnings, and its derivative. */
export function total({ frames, states, width }: Lattice, paths: Dual): readonly [value: number, tangent: number] {
  // Without frames there is one path if there are no labels, and none otherwise.
  if (frames === 0) return [states === 1 ? 0 : -Infinity, 0];
  const ends = Math.min(2, states);
  return logSumExp(paths, (frames - 1) * width + states - ends, ends);
}

const noPaths = ({ value }: Dual): Dual => ({
  value: new Float64Array(value.length).fill(-Infinity),
  tangent: new Float64Array(value.length),
});

function copy(from: Dual, at: number, to: Dual): void {
  to.value[at] = from.value[at] as number;
  to.tangent[at] = from.tangent[at] as number;
}

/** Puts log Σ exp over `count` entries from `start`, with what is emitted there, into a place of the same paths. */
function join(paths: Dual, start: number, count: number, at: number, emission: Dual): void {
  const [value, tangent] = logSumExp(paths, start, count);
  paths.value[at] = value + (emission.value[at] as number);
  paths.tangent[at] = tangent + (emission.tangent[at] as number);
}

/** log Σ exp over `count` entries from `start`, and the mean of their tangents by their weights. */
function logSumExp({ value, tangent }: Dual, start: number, count: number): readonly [value: number, tangent: number] {
  let most = -Infinity;
  for (let i = start; i < start + count; i++) most = Math.max(most, value[i] as number);
  if (most === -Infinity) return [-Infinity, 0];
  let sum = 0;
  let slope = 0;
  for (let i = start; i < start + count; i++) {
    const weight = Math.exp((value[i] as number) - most);
    sum += weight;
    slope += weight * (tangent[i] as number);
  }
  return [most + Math.log(sum), slope / sum];
}
