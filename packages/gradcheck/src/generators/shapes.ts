import type { Shape } from "@surprisal/tensor";
import * as fc from "fast-check";

export interface ShapeOptions {
  /** Fewest axes. Default 0. */
  readonly minimumRank?: number;
  /** Most axes. Default 3. */
  readonly maximumRank?: number;
  /** Smallest extent. Default 1; 0 also draws empty tensors. */
  readonly minimumExtent?: number;
  /** Largest extent. Default 4. */
  readonly maximumExtent?: number;
}

/**
 * Shapes of small tensors.
 *
 * @param options - bounds of rank and extents.
 * @returns an arbitrary of fast-check.
 * @example
 * import * as fc from "fast-check";
 * fc.sample(shapes({ minimumRank: 2, maximumRank: 2 }), 20).every((shape) => shape.length === 2) // → true
 */
export function shapes(options: ShapeOptions = {}): fc.Arbitrary<Shape> {
  const { minimumRank = 0, maximumRank = 3, minimumExtent = 1, maximumExtent = 4 } = options;
  return fc.array(fc.integer({ min: minimumExtent, max: maximumExtent }), {
    minLength: minimumRank,
    maxLength: maximumRank,
  });
}

/**
 * Shapes that broadcast with each other: each drops leading axes of a common shape and sets some of its extents to 1.
 *
 * @param count - how many shapes.
 * @param options - bounds of the common shape.
 * @returns an arbitrary of fast-check.
 * @example
 * import * as fc from "fast-check";
 * const pairs = fc.sample(broadcastableShapes(2), 20)
 * pairs.every(([a, b]) => broadcastShapes("example", a ?? [], b ?? []).length >= 0) // → true
 */
export function broadcastableShapes(count: number, options: ShapeOptions = {}): fc.Arbitrary<readonly Shape[]> {
  return shapes(options).chain((common) =>
    fc.array(
      fc
        .tuple(
          fc.nat({ max: common.length }),
          fc.array(fc.boolean(), { minLength: common.length, maxLength: common.length }),
        )
        .map(([dropped, stretched]) =>
          common.map((extent, axis) => (stretched[axis] === true ? 1 : extent)).slice(dropped),
        ),
      { minLength: count, maxLength: count },
    ),
  );
}
