import { ClassError, DataError, DTypeError, ShapeError } from "@surprisal/contract";
import { asTensor, type TensorLike } from "@surprisal/tensor";

/** Class indices `[rowCount]` for a fit: whole numbers from 0, each class up to the largest at least once, two classes or more. */
export function readClasses(unit: string, classes: TensorLike, rowCount: number): Int32Array {
  const { data, dtype, shape } = asTensor(classes, "float32", `${unit}: y`);
  if (dtype === "bool") throw new DTypeError(`${unit}: y is bool, expected classes as int32`);
  if (shape.length !== 1 || data.length !== rowCount) {
    throw new ShapeError(`${unit}: y has shape [${shape.join(", ")}], expected [${rowCount}], one class a row of x`);
  }
  if (rowCount === 0) throw new DataError(`${unit}: x has no rows, expected at least two of different classes`);
  const seen = new Set<number>();
  for (const [i, index] of data.entries()) {
    if (!Number.isInteger(index) || index < 0) {
      throw new ClassError(`${unit}: y[${i}] is ${index}, expected a class as a whole number from 0`);
    }
    seen.add(index);
  }
  const most = Math.max(...seen);
  if (seen.size === 1) throw new DataError(`${unit}: y holds only class ${most}, expected two classes or more`);
  for (let index = 0; index < most; index++) {
    if (!seen.has(index)) throw new ClassError(`${unit}: y holds no ${index}, expected each class from 0 to ${most}`);
  }
  return Int32Array.from(data);
}
