import { supports } from "@surprisal/kernels";
import type { CrossEntropyOfStateOptions } from "../sharded/finish.ts";
import { dtypeOf, type LayerArrays, type LayerGradients } from "./layerArrays.ts";
import { withBlock, type Visit } from "./product/blockProducts.ts";
import { AnyTileLoss, nowhere, type Tile, type TileLoss } from "./tileLoss.ts";
import { VectorTileLoss } from "./vectorTileLoss.ts";

export interface TileOptions extends CrossEntropyOfStateOptions {
  /** How many classes are taken at once. */
  readonly tileClasses: number;
  /** Logits become cap · tanh(logit / cap). */
  readonly cap: number;
}

/**
 * One pass over a linear layer and cross-entropy, some classes and a few rows at a time: a first round over the tiles merges their states, a second one
 * computes the logits again, for the gradient. The weight is read twice, where `passRows` reads it once a chunk; four products stand against its three.
 *
 * @param arrays - the layer and classes as its target.
 * @param options - the tile, and the options of cross-entropy.
 * @param shares - `[rows]`: what the gradient of each row is multiplied by; rows of 0 have value and gradient 0.
 * @param gradients - those that are there are added up.
 * @returns values `[rows]`.
 */
export function passTiles(
  arrays: LayerArrays,
  options: TileOptions,
  shares: ArrayLike<number>,
  gradients: LayerGradients,
): Float64Array {
  const { bias, classes, features, rows, weight, width } = arrays;
  const target = Int32Array.from(arrays.target, (k, row) => (shares[row] === 0 ? nowhere : k));
  const small = Math.min(options.tileClasses, classes);
  const isPlain = options.cap === Infinity && (options.labelSmoothing ?? 0) === 0;
  const Kind = supports.simd && isPlain && dtypeOf(features) === "float32" ? VectorTileLoss : AnyTileLoss;
  const extents = { dtype: dtypeOf(features), depth: width, small, large: rows, keepsScores: false } as const;
  return withBlock(extents, (products) => {
    const loss: TileLoss = new Kind(target, Float64Array.from(shares), products, options);
    // As many terms as rows: in float64 whatever the dtype.
    const biasSums = new Float64Array(classes);
    const forEachTile = (visit: Visit, finish?: (tile: Tile) => void): void => {
      for (let start = 0; start < classes; start += small) {
        const end = Math.min(start + small, classes);
        const tile = { start, bias: bias.subarray(start, end), biasSums: biasSums.subarray(start, end) };
        products.setSmall(
          weight,
          Int32Array.from({ length: end - start }, (_, k) => start + k),
        );
        loss.move(tile);
        products.visit(features, { scores: true, ...visit });
        finish?.(tile);
      }
    };
    forEachTile({ between: (row, count) => loss.addStates(row, count) });
    const values = loss.values();
    if (Object.keys(gradients).length === 0) return values;
    forEachTile(
      {
        smallGradient: gradients.weight !== undefined,
        largeGradient: gradients.features,
        between: (row, count) => loss.writeSlopes(row, count),
      },
      ({ bias: { length }, start }) => {
        for (let k = 0; k < length; k++) gradients.weight?.set(products.smallGradient(k), (start + k) * width);
      },
    );
    gradients.bias?.set(biasSums);
    return values;
  });
}
