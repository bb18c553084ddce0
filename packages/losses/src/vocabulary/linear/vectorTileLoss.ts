import { crossEntropyOfState } from "../sharded/finish.ts";
import { mergeRest } from "../sharded/merge.ts";
import { emptyState, type CrossEntropyState } from "../sharded/state.ts";
import { SoftmaxRows, stateSize, type SoftmaxArrays } from "./product/softmaxRows.ts";
import { nowhere, type Tile, type TileLoss, type TileLossOptions } from "./tileLoss.ts";

/** Beyond all logits: their exponentials are 0. */
const farAbove = 3e38;

/** In float32 and WebAssembly: without label smoothing or cap. */
export class VectorTileLoss implements TileLoss {
  readonly #target: Int32Array;
  readonly #shares: Float64Array;
  readonly #stride: number;
  readonly #arrays: () => SoftmaxArrays;
  readonly #zLossWeight: number;
  readonly #rows: SoftmaxRows;
  readonly #state: CrossEntropyState;
  #classes = 0;
  #tile: Tile = { start: 0, bias: new Float32Array(), biasSums: new Float64Array() };

  constructor(
    target: Int32Array,
    shares: Float64Array,
    stride: number,
    arrays: () => SoftmaxArrays,
    { zLossWeight = 0 }: TileLossOptions,
  ) {
    this.#target = target;
    this.#shares = shares;
    this.#stride = stride;
    this.#arrays = arrays;
    this.#zLossWeight = zLossWeight;
    this.#rows = new SoftmaxRows(stride, arrays);
    this.#state = emptyState(target.length);
  }

  move(tile: Tile): void {
    this.#tile = tile;
    this.#rows.setBias(tile.bias as Float32Array);
    this.#classes = Math.max(this.#classes, tile.start + tile.bias.length);
  }

  addStates(row: number, count: number): void {
    const { found, maximum, picked, rest } = this.#state;
    const states = this.#rows.states(count);
    const { scores } = this.#arrays();
    for (let i = 0; i < count; i++) {
      const at = row + i;
      if (this.#target[at] === nowhere) continue;
      const own = states[i * stateSize] as number;
      const known = maximum[at] as number;
      rest[at] = mergeRest(
        known,
        rest[at] as number,
        own,
        own === -Infinity ? 0 : (states[i * stateSize + 1] as number),
      );
      maximum[at] = Math.max(known, own);
      const column = this.#column(at);
      if (column < 0) continue;
      found[at] = 1;
      picked[at] = this.#logit(scores, i, column);
    }
  }

  values(): Float64Array {
    const options = { zLossWeight: this.#zLossWeight, ignoreIndex: nowhere };
    // Float64, as all losses of states are.
    return crossEntropyOfState({ ...this.#state, classes: this.#classes }, this.#target, options).data as Float64Array;
  }

  writeSlopes(row: number, count: number): void {
    const { scores } = this.#arrays();
    const { maximum, rest } = this.#state;
    const { biasSums } = this.#tile;
    const ways: { maximum: number; factor: number }[] = [];
    const targets: { at: number; column: number; own: number }[] = [];
    for (let i = 0; i < count; i++) {
      const [m, r, share] = [maximum[row + i] as number, rest[row + i] as number, this.#shares[row + i] as number];
      if (share === 0) {
        ways.push({ maximum: farAbove, factor: 0 });
        continue;
      }
      const factor = this.#zLossWeight === 0 ? 1 : 1 + 2 * this.#zLossWeight * (m + Math.log1p(r));
      ways.push({ maximum: m, factor: (share * factor) / (1 + r) });
      const column = this.#column(row + i);
      if (column < 0) continue;
      // p − 1 as −(1 − p), which has all digits.
      const d = this.#logit(scores, i, column) - m;
      const own = (share * ((factor - 1) * Math.exp(d) - (r - Math.expm1(d)))) / (1 + r);
      targets.push({ at: i * this.#stride + column, column, own });
    }
    this.#rows.slopes(ways, biasSums);
    for (const { at, column, own } of targets) {
      biasSums[column] = (biasSums[column] as number) + (own - (scores[at] as number));
      scores[at] = own;
    }
  }

  /** The target of a row among the classes of the tile; −1 where it is none of them. */
  #column(row: number): number {
    const column = (this.#target[row] as number) - this.#tile.start;
    return column < this.#tile.bias.length ? column : -1;
  }

  /** Rounded as those that the maximum is of: a target that is the maximum is no distance from it. */
  #logit(scores: Float32Array, i: number, column: number): number {
    return Math.fround((scores[i * this.#stride + column] as number) + (this.#tile.bias[column] as number));
  }
}
