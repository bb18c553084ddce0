import { allocate, supports, type Block } from "@surprisal/kernels";
import { arrays, type DType, type TypedArray } from "../core/dtype.ts";
import { ParameterError } from "../core/errors.ts";
import { isTracing } from "../core/primitive.ts";
import { sizeOf, type Shape } from "../core/shape.ts";
import { storage, Tensor, type Cell, type Storage } from "../core/tensor.ts";
import { Elements } from "./elements.ts";
import { spill } from "./looseBlocks.ts";
import { PlainBlock } from "./plainBlock.ts";
import { ScopedCell } from "./scopedCell.ts";

/** Below, an array of its own costs no more than a block. */
const fewestBytes = 4096;

/** So many that were released are held at most, or as many as were not. */
const many = 64;

/** The cells that are made while a scope is open. */
class Scope implements Storage {
  readonly #outer: Storage | undefined;
  #cells: ScopedCell[] = [];
  /** From so many cells on, it looks for those that have been released since. */
  #many = many;

  constructor(outer: Storage | undefined) {
    this.#outer = outer;
  }

  cell(shape: Shape, dtype: DType, array: TypedArray | undefined): Cell {
    if (array) return this.#add(new Elements(array));
    const cell = this.empty(shape, dtype);
    // A block has what stood there before.
    cell.array?.fill(0);
    return cell;
  }

  empty(shape: Shape, dtype: DType): Cell {
    const size = sizeOf(shape);
    const bytes = size * arrays[dtype].BYTES_PER_ELEMENT;
    if (bytes < fewestBytes) return this.#add(new Elements(new arrays[dtype](size)));
    // Only shared memory grows without taking the arrays from an op that is under way.
    const block = supports.threads ? allocateBlock(bytes) : new PlainBlock(bytes);
    return this.#add(new Elements(block.array<TypedArray>(arrays[dtype]), block));
  }

  #add(elements: Elements): Cell {
    const cell = new ScopedCell(elements);
    this.#cells.push(cell);
    return cell;
  }

  sweeper(level: number): ((live: Iterable<Tensor>) => void) | undefined {
    // What another derivative watches it still holds.
    if (level > 1) return undefined;
    const start = this.#cells.length;
    return (live) => {
      const kept = new Set(Array.from(live, ({ cell }) => cell));
      this.#cells.push(...this.#cells.splice(start).filter((cell) => kept.has(cell) || cell.release()));
    };
  }

  /** A scope around many steps is not to hold what each of them has left behind. */
  #adopt(cell: ScopedCell): void {
    if (this.#cells.length >= this.#many) {
      this.#cells = this.#cells.filter(({ array }) => array !== undefined);
      this.#many = 2 * this.#cells.length + many;
    }
    this.#cells.push(cell);
  }

  /** Releases the cells but those that are kept, which go to the scope around, if there is one. */
  close(kept: ReadonlySet<Cell>): void {
    for (const cell of this.#cells) {
      if (!kept.has(cell)) cell.release();
      else if (this.#outer instanceof Scope) this.#outer.#adopt(cell);
      else cell.leave();
    }
  }
}

/** Where the memory is full, what no scope holds leaves it. */
function allocateBlock(bytes: number): Block {
  try {
    return allocate(bytes);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    spill(0);
    return allocate(bytes);
  }
}

/** The cells of the tensors of a tree; all else in it is passed over. */
function collectCells(tree: unknown, cells: Set<Cell>): void {
  if (typeof tree !== "object" || tree === null) return;
  if (tree instanceof Tensor) cells.add(tree.cell);
  else if ("then" in tree && typeof tree.then === "function")
    throw new ParameterError("scope: the function returned a promise, expected one that is done when it returns");
  else if (Array.isArray(tree) || isPlain(tree)) for (const each of Object.values(tree)) collectCells(each, cells);
}

function isPlain(tree: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(tree);
  return prototype === Object.prototype || prototype === null;
}

/**
 * Calls a function, and at its end releases all tensors that were made in it, but for those that it returns: in a tensor, or tensors in plain
 * nested objects and arrays. Nothing has to be released for memory's sake, and a loop over large tensors is quicker with a scope a step: they lie
 * in memory that the next step takes again.
 *
 * In a scope, gradients release what they have made on their way back as soon as it has served. Within a function that is differentiated, a scope
 * changes nothing.
 *
 * @param body - runs to its end at once.
 * @returns what the function returns.
 * @throws ParameterError where that is or holds a promise; SurprisalError, later, from whatever uses a tensor that was released.
 * @example
 * const step = (w: Tensor) => scope(() => sub(w, mul(grad((x: Tensor) => sum(square(x)))(w), 0.25)))
 * step(step(tensor([8, 4]))) // → [2, 1]
 */
export function scope<T>(body: () => T): T {
  // What is made belongs to the derivative, until it has walked back.
  if (isTracing()) return body();
  const outer = storage.scope;
  const inner = new Scope(outer);
  const kept = new Set<Cell>();
  storage.scope = inner;
  try {
    const result = body();
    collectCells(result, kept);
    return result;
  } finally {
    storage.scope = outer;
    inner.close(kept);
  }
}
