import { add, grad, matmul, mean, reshape, sum, tensor, transpose, type Tensor } from "@surprisal/tensor";
import { losses } from "./losses.ts";
import type { Problem } from "./problem.ts";
import type { LossName } from "./screen.ts";

/** The window of slopes that is looked at: |w₁| and |w₂| up to these. */
export interface Reach {
  readonly first: number;
  readonly second: number;
}

/** A loss over a window of slopes, the bias held still. Cells go row by row, from the smallest w₂ up. */
export interface Survey {
  readonly bias: number;
  readonly reach: Reach;
  /** The loss in the middle of each fine cell. */
  readonly heights: Float64Array;
  /** Minus the gradient in the middle of each coarse cell: two numbers a cell. */
  readonly descents: Float64Array;
}

export const fineCells = { columns: 36, rows: 27 } as const;
export const coarseCells = { columns: 12, rows: 9 } as const;

type Cells = Readonly<{ columns: number; rows: number }>;

export function survey(problem: Problem, loss: LossName, bias: number, reach: Reach): Survey {
  const targets = reshape(problem.targets, [-1, 1]);
  /** From slopes `[K, 2]` to losses `[K]`. */
  const at = (slopes: Tensor): Tensor =>
    mean(losses[loss](add(matmul(problem.features, transpose(slopes)), bias), targets), { axis: 0 });
  const heights = new Float64Array(fineCells.columns * fineCells.rows);
  // A row at a time: all points times all cells are millions of logits.
  for (let row = 0; row < fineCells.rows; row++) {
    heights.set(at(slopesOfRow(row, fineCells, reach)).data, row * fineCells.columns);
  }
  const descents = new Float64Array(2 * coarseCells.columns * coarseCells.rows);
  for (let row = 0; row < coarseCells.rows; row++) {
    const gradient = grad((slopes: Tensor) => sum(at(slopes)))(slopesOfRow(row, coarseCells, reach));
    descents.set(
      Array.from(gradient.data, (value) => -value),
      2 * row * coarseCells.columns,
    );
  }
  return { bias, reach, heights, descents };
}

/** The slopes in the middle of each cell of a row, `[columns, 2]`. */
function slopesOfRow(row: number, cells: Cells, reach: Reach): Tensor {
  const slopes = Array.from({ length: cells.columns }, (_, column) => middleOf(column, row, cells, reach));
  return tensor(Float64Array.from(slopes.flat()), { shape: [cells.columns, 2] });
}

/** w₁ and w₂ in the middle of a cell. */
export function middleOf(column: number, row: number, { columns, rows }: Cells, reach: Reach): [number, number] {
  return [((2 * column + 1) / columns - 1) * reach.first, ((2 * row + 1) / rows - 1) * reach.second];
}
