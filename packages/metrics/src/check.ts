import { ClassError, DataError, ParameterError, ShapeError } from "@surprisal/contract";

/** How far from 1 the probabilities of a row may sum: rounding errors of float32 pass, three rounded decimals do not. */
export const rowSumTolerance = 1e-5;

/** Throws unless both have the same length, and that is not 0. */
export function checkLengths(
  unit: string,
  firstName: string,
  first: ArrayLike<number>,
  secondName: string,
  second: ArrayLike<number>,
): void {
  if (first.length !== second.length) {
    throw new ShapeError(`${unit}: ${firstName} has ${first.length} entries, ${secondName} ${second.length}`);
  }
  if (first.length === 0) throw new DataError(`${unit}: ${firstName} is empty, expected at least one entry`);
}

/** Throws ParameterError unless a count is a whole number from 1. */
export function checkCount(unit: string, name: string, count: number): void {
  if (!Number.isSafeInteger(count) || count < 1) {
    throw new ParameterError(`${unit}: ${name} is ${count}, expected a whole number from 1`);
  }
}

/** Throws ClassError unless every entry is one of 0 … classCount − 1. */
export function checkClasses(unit: string, name: string, classes: ArrayLike<number>, classCount: number): void {
  for (let i = 0; i < classes.length; i++) {
    const index = classes[i] as number;
    if (!(Number.isInteger(index) && index >= 0 && index < classCount)) {
      throw new ClassError(`${unit}: ${name}[${i}] is ${index}, expected 0..${classCount - 1}`);
    }
  }
}

/** Throws DataError unless every entry is a number from 0 to 1. */
export function checkProbabilities(unit: string, name: string, probabilities: ArrayLike<number>): void {
  for (let i = 0; i < probabilities.length; i++) {
    const probability = probabilities[i] as number;
    if (!(probability >= 0 && probability <= 1)) {
      throw new DataError(`${unit}: ${name}[${i}] is ${probability}, expected a number from 0 to 1`);
    }
  }
}

/** Throws unless probabilities are rows of classCount numbers from 0 to 1 that sum to 1, one row for each class in actual. */
export function checkDistributions(
  unit: string,
  probabilities: ArrayLike<number>,
  actual: ArrayLike<number>,
  classCount: number,
): void {
  checkCount(unit, "classCount", classCount);
  const expected = actual.length * classCount;
  if (probabilities.length !== expected) {
    throw new ShapeError(
      `${unit}: probabilities has ${probabilities.length} entries, expected ${expected} (${actual.length} rows of ${classCount} classes)`,
    );
  }
  if (actual.length === 0) throw new DataError(`${unit}: actual is empty, expected at least one entry`);
  checkClasses(unit, "actual", actual, classCount);
  checkProbabilities(unit, "probabilities", probabilities);
  for (let row = 0; row < actual.length; row++) {
    let sum = 0;
    for (let k = 0; k < classCount; k++) sum += probabilities[row * classCount + k] as number;
    if (Math.abs(sum - 1) > rowSumTolerance) {
      throw new DataError(`${unit}: probabilities of row ${row} sum to ${sum}, expected 1 within ${rowSumTolerance}`);
    }
  }
}
