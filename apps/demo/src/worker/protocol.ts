import type { Targets } from "../model/milestones.ts";
import type { Points } from "../model/points.ts";
import type { Snapshot } from "../model/run.ts";
import type { LossName, Pair, RaceSettings } from "../model/screen.ts";
import type { Reach, Survey } from "../model/survey.ts";

/** What a worker can be asked for. Everything in it is copied by postMessage. */
export interface Service {
  /** Begins a race over; the answer has epoch 0. */
  start(points: Points, settings: RaceSettings): { readonly targets: Targets; readonly snapshots: Pair<Snapshot> };
  /** Trains on, by up to so many epochs as time allows, at least one. */
  advance(epochs: number): Pair<readonly Snapshot[]>;
  survey(points: Points, loss: LossName, bias: number, reach: Reach): Survey;
}

export type Method = keyof Service;

export interface Request<M extends Method = Method> {
  readonly number: number;
  readonly method: M;
  readonly given: Parameters<Service[M]>;
}

export type Answer =
  | { readonly number: number; readonly result: ReturnType<Service[Method]> }
  | { readonly number: number; readonly error: string };
