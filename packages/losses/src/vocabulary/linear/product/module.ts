import { i32, ModuleBuilder, supports, type FunctionBuilder, type Lanes, type Local } from "@surprisal/kernels";

/** How many rows of the large operand, and of the small one, a kernel has in registers: 6 · 2 sums, 2 operands and a factor are 15 of 16. */
export const group = 6;
export const vectors = 2;

/** Where the score of a row of the small operand and one of the large stands, in bytes. */
export interface ScoreStrides {
  readonly small: number;
  readonly large: number;
}

/**
 * The products of a small block of rows with a large one, row by row of the same depth: the scores, and the gradients by both. The small block is packed for
 * the scores; the large one is read as it is, for packing it would take as long as the product.
 *
 * - `scores(small, large, scores, panels, groups)`: of `panels` panels of 2 vectors of small rows, packed, with `groups` groups of 6 large rows.
 * - `addToSmall(factors, rows, sums, groups, count)`: to `groups` groups of 6 small rows, the `count` large rows times their factors (where the scores stood).
 * - `addToLarge`: the same, the other way round.
 */
export function productModule(lanes: Lanes, depth: number, strides: ScoreStrides): ModuleBuilder {
  const module = new ModuleBuilder({ memory: {}, relaxed: supports.relaxed });
  emitScores(module, lanes, depth, strides);
  emitSums(module, "addToSmall", lanes, depth, strides.small, strides.large);
  emitSums(module, "addToLarge", lanes, depth, strides.large, strides.small);
  return module;
}

type Counter = Local<"i32">;
const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

/** Repeats as often as a counter says, which is 0 at the end. */
function times(f: FunctionBuilder, count: Counter, body: () => void): void {
  f.while(
    () => i32.gtS(count, 0),
    () => {
      body();
      f.set(count, i32.sub(count, 1));
    },
  );
}

const advance = (f: FunctionBuilder, pointer: Counter, bytes: number): void => f.set(pointer, i32.add(pointer, bytes));

function emitScores(module: ModuleBuilder, lanes: Lanes, depth: number, { large, small }: ScoreStrides): void {
  const parameters = ["i32", "i32", "i32", "i32", "i32"] as const;
  const panel = vectors * lanes.count;
  module.function("scores", { parameters, export: true }, (f, packed, rows, scores, panels, groups) => {
    times(f, groups, () => {
      const [x, to, left] = [f.local(packed), f.local(scores), f.local(panels)];
      times(f, left, () => {
        const sums = range(group).map(() => range(vectors).map(() => f.local("v128")));
        const [row, k] = [f.local(rows), f.local(i32.const(depth))];
        times(f, k, () => {
          const operands = range(vectors).map((u) => f.local(lanes.load(x, 16 * u)));
          for (const [t, own] of sums.entries()) {
            const factor = f.local(lanes.loadSplat(row, t * depth * lanes.bytes));
            for (const [u, sum] of own.entries()) f.set(sum, lanes.multiplyAdd(factor, operands[u] ?? factor, sum));
          }
          advance(f, x, 16 * vectors);
          advance(f, row, lanes.bytes);
        });
        for (const [t, own] of sums.entries()) {
          for (const [u, sum] of own.entries()) {
            const at = t * large + u * lanes.count * small;
            if (small === lanes.bytes) f.store(to, sum, at);
            else for (const lane of range(lanes.count)) f.store(to, lanes.extract(sum, lane), at + lane * small);
          }
        }
        advance(f, to, panel * small);
      });
      advance(f, rows, group * depth * lanes.bytes);
      advance(f, scores, group * large);
    });
  });
}

/** Adds rows times factors to sums: `to` and `from` are the strides of the factors along the sums and along the rows. */
function emitSums(module: ModuleBuilder, name: string, lanes: Lanes, depth: number, to: number, from: number): void {
  const parameters = ["i32", "i32", "i32", "i32", "i32"] as const;
  const width = depth * lanes.bytes;
  module.function(name, { parameters, export: true }, (f, factors, rows, sums, groups, count) => {
    times(f, groups, () => {
      const [column, left] = [f.local(rows), f.local(i32.const(width / (16 * vectors)))];
      times(f, left, () => {
        const own = range(group).map((t) => range(vectors).map((u) => f.local(lanes.load(sums, t * width + 16 * u))));
        const [factor, row, k] = [f.local(factors), f.local(column), f.local(count)];
        times(f, k, () => {
          const operands = range(vectors).map((u) => f.local(lanes.load(row, 16 * u)));
          for (const [t, each] of own.entries()) {
            const splat = f.local(lanes.loadSplat(factor, t * to));
            for (const [u, sum] of each.entries()) f.set(sum, lanes.multiplyAdd(splat, operands[u] ?? splat, sum));
          }
          advance(f, factor, from);
          advance(f, row, width);
        });
        for (const [t, each] of own.entries())
          for (const [u, sum] of each.entries()) f.store(sums, sum, t * width + 16 * u);
        advance(f, sums, 16 * vectors);
        advance(f, column, 16 * vectors);
      });
      // At the end of the first of the rows of this group.
      advance(f, sums, (group - 1) * width);
      advance(f, factors, group * to);
    });
  });
}
