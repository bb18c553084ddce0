import { group, vectors, type ScoreStrides } from "./module.ts";
import type { Floats } from "../layerArrays.ts";

/** The functions of `productModule`, on a memory. */
export interface ProductFunctions {
  readonly scores: (packed: number, rows: number, scores: number, panels: number, groups: number) => void;
  readonly addToSmall: AddRows;
  readonly addToLarge: AddRows;
}

type AddRows = (factors: number, rows: number, sums: number, groups: number, count: number) => void;

/** They in plain JavaScript, for pages without WebAssembly. Places are in bytes, as there. */
export function javascriptProducts(
  memory: Floats,
  lanes: number,
  depth: number,
  strides: ScoreStrides,
): ProductFunctions {
  const size = memory.BYTES_PER_ELEMENT;
  const panel = vectors * lanes;
  const addTo =
    (to: number, from: number): AddRows =>
    (factors, rows, sums, groups, count) => {
      const own = new Float64Array(depth);
      for (let t = 0; t < groups * group; t++) {
        const at = sums / size + t * depth;
        own.set(memory.subarray(at, at + depth));
        for (let k = 0; k < count; k++) {
          const factor = memory[(factors + t * to + k * from) / size] as number;
          const row = rows / size + k * depth;
          for (let d = 0; d < depth; d++) own[d] = (own[d] as number) + factor * (memory[row + d] as number);
        }
        memory.set(own, at);
      }
    };
  return {
    scores: (packed, rows, scores, panels, groups) => {
      for (let b = 0; b < groups * group; b++) {
        const row = rows / size + b * depth;
        for (let s = 0; s < panels * panel; s++) {
          const x = packed / size + (s - (s % panel)) * depth + (s % panel);
          let sum = 0;
          for (let k = 0; k < depth; k++) sum += (memory[x + k * panel] as number) * (memory[row + k] as number);
          memory[(scores + b * strides.large + s * strides.small) / size] = sum;
        }
      }
    },
    addToSmall: addTo(strides.small, strides.large),
    addToLarge: addTo(strides.large, strides.small),
  };
}
