import { collect, isCostly, isReduction, isSweep, partsOf, vectorOf, type Expression } from "./expression.ts";

/** A result: a row of numbers for each row, or one number. */
export interface RowOutput {
  readonly isRow: boolean;
  readonly expression: Expression;
  /** What is written at one place afterwards, instead of the vector's own element. */
  readonly patch?: { readonly index: Expression; readonly value: Expression };
}

/** The element of a vector at the place of a loop: read where an earlier loop has kept it, else computed, and kept where a later one asks. */
export interface Step {
  readonly expression: Expression;
  readonly from: "memory" | "parts";
  readonly isKept: boolean;
}

/** A running sum over the row, in one pass; that of the others in two, forth and back. */
export interface Sweep {
  readonly expression: Expression & { readonly kind: "cumsum" | "sumOthers" };
  readonly passes: readonly (readonly Step[])[];
}

/** What a loop finds out on its way; `rest` is a sum first, and goes over the kept vector once more if that is below 2. */
export type LoopReduction = Expression & { readonly kind: "sum" | "sumExcept" | "argmax" | "max" | "rest" };

/** What comes between two reductions: the numbers of the row, one loop over its places, then the sweeps. */
export interface Phase {
  /** One number a row each, parts first. */
  readonly scalars: readonly Expression[];
  /** One number a place each, parts first. */
  readonly steps: readonly Step[];
  readonly reductions: readonly LoopReduction[];
  /** The results that are written at each place: which, and what. */
  readonly outputs: readonly { readonly output: number; readonly expression: Expression }[];
  readonly sweeps: readonly Sweep[];
}

/** A row program in the order in which it is run, for any target to print or run. */
export interface Schedule {
  readonly width: number;
  readonly outputs: readonly RowOutput[];
  /** The inputs that are read. */
  readonly inputs: readonly number[];
  /** The vectors that need a row of memory: what is kept, and what sweeps leave behind. */
  readonly rows: readonly Expression[];
  readonly phases: readonly Phase[];
  /** One number a row each, behind the last loop: for the results that are no vectors, patches, and what was assumed. */
  readonly scalars: readonly Expression[];
  /** Numbers of the row that must be finite; where one is not, the row's results are those of a program without assumptions. */
  readonly assumed: readonly Expression[];
}

/** What is written at one place instead of a vector's own element, and where. */
const patchesOf = (outputs: readonly RowOutput[]): readonly Expression[] =>
  outputs.flatMap(({ patch }) => (patch ? [patch.index, patch.value] : []));

/** What is written, or looked at in the end: all else is computed for it. */
export const rootsOf = ({ assumed, outputs }: Pick<Schedule, "assumed" | "outputs">): readonly Expression[] => [
  ...outputs.map(({ expression }) => expression),
  ...patchesOf(outputs),
  ...assumed,
];

/**
 * Puts what some results are computed from into an order: as few loops over the row as its reductions allow.
 *
 * @param keeps - whether costly vectors are kept from one loop to the next, rather than computed again.
 */
export function scheduleRows(
  width: number,
  outputs: readonly RowOutput[],
  assumed: readonly Expression[] = [],
  keeps = true,
): Schedule {
  const all = collect(rootsOf({ assumed, outputs }));
  const reductions = all.filter(isReduction);
  const last = Math.max(...all.map(({ level }) => level));
  const loops = Array.from({ length: last + 1 }, (_, level) => {
    const own = reductions.filter((each) => each.level === level + 1);
    return {
      reductions: own.filter((each): each is LoopReduction => !isSweep(each)),
      sweeps: own.filter(isSweep),
      outputs: outputs.flatMap(({ expression }, output) =>
        expression.isVector && expression.level === level ? [{ output, expression }] : [],
      ),
    };
  });
  const roots = loops.flatMap((loop) => [
    [...loop.reductions.map(vectorOf), ...loop.outputs.map(({ expression }) => expression)],
    // Each pass asks anew.
    ...loop.sweeps.flatMap((sweep) => passesOf(sweep).map(() => [vectorOf(sweep)])),
  ]);
  const again = reductions.flatMap((each) => (each.kind === "rest" ? [each.vector] : []));
  const kept = new Set(keeps ? [...keptVectors(roots), ...again] : []);
  const order = new Order(kept);
  const phases = loops
    .filter((loop) => loop.reductions.length + loop.sweeps.length + loop.outputs.length > 0)
    .map((loop) => {
      const steps = order.loop([
        ...loop.reductions.flatMap((each) => partsOf(each)),
        ...loop.outputs.map(({ expression }) => expression),
      ]);
      const sweeps = loop.sweeps.map((expression) => ({
        expression,
        passes: passesOf(expression).map(() => order.loop([vectorOf(expression)])),
      }));
      const scalars = order.takeScalars();
      for (const each of [...loop.reductions, ...loop.sweeps]) order.finish(each);
      return { ...loop, scalars, steps, sweeps };
    });
  order.loop([
    ...outputs.flatMap(({ expression }) => (expression.isVector ? [] : [expression])),
    ...patchesOf(outputs),
    ...assumed.filter(({ kind }) => kind !== "number"),
  ]);
  return {
    width,
    outputs,
    inputs: [...new Set(all.flatMap((each) => (each.kind === "input" ? [each.input] : [])))],
    rows: all.filter((each) => kept.has(each) || isSweep(each)),
    phases,
    scalars: order.takeScalars(),
    assumed,
  };
}

const passesOf = ({ kind }: Expression): readonly ("forth" | "back")[] =>
  kind === "sumOthers" ? ["forth", "back"] : ["forth"];

/** The costly vectors that more than one loop needs: they are written once, and read after. */
function keptVectors(loops: readonly (readonly Expression[])[]): ReadonlySet<Expression> {
  const uses = new Map<Expression, number>();
  for (const roots of loops) {
    const vectors = roots.filter((root) => root.isVector);
    for (const each of collect(vectors, (part) => part.isVector && !isSweep(part))) {
      if (isCostly(each)) uses.set(each, (uses.get(each) ?? 0) + 1);
    }
  }
  return new Set([...uses].filter(([, count]) => count > 1).map(([each]) => each));
}

/** Collects what loops need, each number of the row once, each vector once a loop. */
class Order {
  readonly #kept: ReadonlySet<Expression>;
  readonly #written = new Set<Expression>();
  readonly #known = new Set<Expression>();
  #scalars: Expression[] = [];

  constructor(kept: ReadonlySet<Expression>) {
    this.#kept = kept;
  }

  /** The steps of a loop that computes some expressions; the numbers it needs are left for `takeScalars`. */
  loop(roots: readonly Expression[]): readonly Step[] {
    const steps = new Map<Expression, Step>();
    for (const root of roots) this.#visit(root, steps);
    for (const { expression, isKept } of steps.values()) if (isKept) this.#written.add(expression);
    return [...steps.values()];
  }

  takeScalars(): readonly Expression[] {
    const taken = this.#scalars;
    this.#scalars = [];
    return taken;
  }

  /** A reduction is there from now on. */
  finish(reduction: Expression): void {
    this.#known.add(reduction);
  }

  #visit(each: Expression, steps: Map<Expression, Step>): void {
    if (each.kind === "number") return;
    if (!each.isVector) {
      if (this.#known.has(each)) return;
      this.#known.add(each);
      // An element is read where its vector stands.
      for (const part of partsOf(each)) if (!part.isVector) this.#visit(part, steps);
      this.#scalars.push(each);
    } else if (!steps.has(each)) {
      const isThere = this.#written.has(each) || isSweep(each);
      if (!isThere) for (const part of partsOf(each)) this.#visit(part, steps);
      steps.set(each, {
        expression: each,
        from: isThere ? "memory" : "parts",
        isKept: !isThere && this.#kept.has(each),
      });
    }
  }
}
