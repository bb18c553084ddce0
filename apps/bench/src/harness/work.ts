export type Precision = "float32" | "float64";

/** Who a contender is with. Hand-written kernels are what a compiled form is to be as fast as; a floor is with nobody. */
export type Side = "ours" | "hand-written" | "javascript peer" | "native peer" | "floor";

/** What one turn computed, by name: `value`, `gradient`, `product` … */
export type Result = Readonly<Record<string, ArrayLike<number>>>;

/** What a contender of JavaScript does, in the process that has prepared it. */
export interface Runner {
  readonly run: () => unknown;
  /** What a run computes: runs it once more where results are not kept. */
  readonly result: () => Result | Promise<Result>;
}

/** One way to do the work. Each has a process of its own, as a program that uses it would. */
export type Contender = JavaScriptContender | NativeContender | Yardstick;

interface Named {
  readonly name: string;
  readonly side: Side;
  readonly precision: Precision;
  /** Can it use several threads? Then each case runs it on two as well, if the machine has them. */
  readonly usesThreads?: boolean;
  /** What the numbers that it reads are kept in, by which its floor goes. Default its precision. */
  readonly stored?: Precision;
  /** How many it runs on. Default 1. */
  readonly threads?: number;
  /** Why it does not run in this case; then it is named in the table, and not started. */
  readonly skipped?: string;
  /** What it is to compute where that is not the case's answer: a yardstick for another work. */
  readonly reference?: () => Result;
  /** Whether each turn starts anew, in a new process: then there is nothing to warm up, and a repeat is one turn. */
  readonly isCold?: boolean;
  /** What runs in the same rounds, to compare it with. */
  readonly floor?: Yardstick;
}

/** Its process makes the case once more, and prepares this one of its contenders: see serve.ts. */
export interface JavaScriptContender extends Named {
  /** Makes ready whatever is not to be measured: copies of the inputs, compiled programs. */
  readonly prepare: () => Runner | Promise<Runner>;
}

export interface NativeContender extends Named {
  /** Why it cannot run on this machine, if so. */
  readonly missing: () => string | undefined;
  /** What starts it. */
  readonly command: (threads: number) => ProcessCommand;
}

/** Does nothing but what the floor of a case asks of the machine. */
export interface Yardstick extends Named {
  readonly load: Load;
}

export interface ProcessCommand {
  readonly file: string;
  /** The folder is a new one, for files of inputs: they are removed as soon as the process is ready. */
  readonly arguments: (folder: string) => readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
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

export type Bound = "memory" | "arithmetic";

/** A demand, as passes of kernels over some bytes: see floors/floorKernels.ts. */
export interface Load {
  readonly boundBy: Bound;
  readonly bytes: number;
  /** Of so many lines or turns each. Places are told from the start of the bytes. */
  readonly passes: readonly {
    readonly kernel: "read" | "copy" | Precision;
    readonly at: readonly number[];
    readonly count: number;
  }[];
  /** How much of the demand that is: 1, or less where all of it would take long. */
  readonly share: number;
}

/** A work at one size. */
export interface Case {
  readonly demand?: Demand;
  /** The right answer, computed plainly in float64 from the same, rounded inputs. */
  readonly reference: () => Result;
  /** How far a result may be off, of the largest entry of its array, by name. */
  readonly tolerance: (precision: Precision) => Readonly<Record<string, number>>;
  readonly contenders: readonly Contender[];
  /** Whether the memory of a first turn is measured too. */
  readonly measuresMemory?: boolean;
  /** Whether its arrays are so large that there is no room for all contenders at a time. */
  readonly isLarge?: boolean;
}

/** Something to be done, at several sizes. */
export interface Work {
  readonly name: string;
  readonly sizes: readonly WorkSize[];
}

export interface WorkSize {
  readonly name: string;
  /** Takes so long that it only runs when it is asked for. */
  readonly isLong?: boolean;
  /** Makes the case when its turn comes, since the data may be large; and the same in the process of each contender, from the same seeds. */
  readonly make: () => Case;
}
