/** The two losses that race. */
export const lossNames = ["crossEntropy", "squaredError"] as const;
export type LossName = (typeof lossNames)[number];
export type Pair<T> = Readonly<Record<LossName, T>>;

/** Something for each of the two. */
export function forBoth<T>(f: (loss: LossName) => T): Pair<T> {
  return { crossEntropy: f("crossEntropy"), squaredError: f("squaredError") };
}

export type Start = "wrong" | "zero";
export type OptimizerName = "gradientDescent" | "momentum" | "adam";
export type Yardstick = "accuracy" | "crossEntropy" | "brierScore";

/** What decides a race: the same settings give the same numbers on every machine. */
export interface RaceSettings {
  readonly seed: number;
  /** The standard deviation of each cloud. */
  readonly overlap: number;
  /** Share of labels turned round, in percent. */
  readonly flip: number;
  readonly start: Start;
  readonly rate: number;
  readonly optimizer: OptimizerName;
}

/** Everything that a link to a screen says. */
export interface Screen extends RaceSettings {
  /** Epochs a frame. */
  readonly speed: number;
  readonly yardstick: Yardstick;
  readonly epoch: number;
  /** The pinned point, or null for the one that the page chooses. */
  readonly point: number | null;
}

/** How many points are trained on, and how many of them are drawn. */
export const pointCount = 2000;
export const drawnCount = 400;

/** Where the race ends. */
export const lastEpoch = 3000;

export const learningRates = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100] as const;
export const speeds = [1, 3, 10, 30] as const;

export const defaultScreen: Screen = {
  seed: 3,
  overlap: 1,
  flip: 0,
  start: "wrong",
  rate: 0.5,
  optimizer: "gradientDescent",
  speed: 3,
  yardstick: "accuracy",
  epoch: 0,
  point: null,
};

/** Whether two screens show the same race, be it at another epoch. */
export function sameRace(a: RaceSettings, b: RaceSettings): boolean {
  const keys = ["seed", "overlap", "flip", "start", "rate", "optimizer"] as const;
  return keys.every((key) => a[key] === b[key]);
}
