import type { Spent } from "./clock.ts";

export type Precision = "float32" | "float64";

/** Who a contender is with. Hand-written kernels are what a compiled form is to be as fast as. */
export type Side = "ours" | "hand-written" | "javascript peer" | "native peer";

/** What one turn computed, by name: `value`, `gradient`, `product` … */
export type Result = Readonly<Record<string, ArrayLike<number>>>;

/** A contender that runs here. */
export interface LocalRunner {
  readonly run: () => unknown;
  /** What a run computes: runs it once more where results are not kept. */
  readonly result: () => Result | Promise<Result>;
  readonly close?: () => void;
}

/** A contender that runs in a process of its own, and times itself there. */
export interface RemoteRunner {
  readonly measure: (turns: number) => Promise<Spent>;
  /** Does a first turn, and says how many bytes its peak is above what was there before. 0 where the platform does not tell. */
  readonly memory?: () => Promise<number>;
  readonly result: () => Promise<Result>;
  readonly close?: () => void;
}

export type Runner = LocalRunner | RemoteRunner;

/** One way to do the work. */
export interface Contender {
  readonly name: string;
  readonly side: Side;
  readonly precision: Precision;
  /** How many it runs on. Default 1. */
  readonly threads?: number;
  /** The same on several threads, where it can use them: each case runs it on two as well, if the machine has them. */
  readonly onThreads?: (threads: number) => Contender;
  /** Why it does not run in this case; then it is named in the table, and not prepared. */
  readonly skipped?: string;
  /** What it is to compute where that is not the case's answer: a yardstick for another work. */
  readonly reference?: () => Result;
  /** Whether each turn starts anew, in a new process: then there is nothing to warm up, and a repeat is one turn. */
  readonly isCold?: boolean;
  /** Makes ready whatever is not to be measured: copies of the inputs, compiled programs. */
  readonly prepare: () => Runner | Promise<Runner>;
}

/** The least that a turn must move and compute, from which its floor on this machine follows. */
export interface Demand {
  /** How many numbers are read and written at least. */
  readonly reads: number;
  readonly writes: number;
  /** How many there are, where some are both read and written. Default all. */
  readonly numbers?: number;
  /** Multiplications and additions. Functions such as exp are not counted. */
  readonly operations: number;
}

/** A work at one size. */
export interface Case {
  readonly demand?: Demand;
  /** The right answer, computed plainly in float64 from the same, rounded inputs. */
  readonly reference: () => Result;
  /** How far a result may be off, of the largest entry of its array, by name. */
  readonly tolerance: (precision: Precision) => Readonly<Record<string, number>>;
  readonly contenders: readonly Contender[];
  /** Whether the memory of a first turn is measured too, of contenders in processes of their own. */
  readonly measuresMemory?: boolean;
}

/** Something to be done, at several sizes. Each size is made when its turn comes, since the data may be large. */
export interface Work {
  readonly name: string;
  readonly sizes: readonly WorkSize[];
}

export interface WorkSize {
  readonly name: string;
  /** Takes so long that it only runs when it is asked for. */
  readonly isLong?: boolean;
  readonly make: () => Case | Promise<Case>;
}
