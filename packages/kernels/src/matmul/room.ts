import { kernelMemory } from "../memory/kernelMemory.ts";
import type { Scratch } from "../memory/scratch.ts";
import { threadSlots } from "../threads/threads.ts";
import { blockDepth, type Operands, type Panel } from "./operands.ts";
import { bytesOfCopy, type Staging, type StoredMatrix } from "./storedMatrix.ts";
import { tileRowBytes } from "./tile.ts";

/** Rows of A that are copied or packed at once, for up to four threads: whole tiles of either height. */
export const chunkRows = 192;
/** Rows, or columns, of B on their way into a panel. */
export const stagedRows = 64;
/** Of a strip, which stay empty: strips of a power of two would all lie in the same places of a cache. */
export const spareRows = 4;
/** Addresses in the scratch memory. */
export interface Room {
  /** Rows of A that it is for. */
  readonly chunk: number;
  readonly spare: number;
  readonly panel: number;
  readonly stripBytes: number;
  readonly packedA: number;
  /** For one piece or, where one is copied while another is worked on, two. */
  readonly copies: readonly Copies[];
  readonly weights: Staging;
}

export interface Copies {
  readonly a: Staging;
  readonly b: Staging;
  readonly c: Staging;
}

export const copiesOf = ({ copies }: Room, n: number): Copies => copies[n % copies.length] as Copies;

/** Whether the rows of a product must be copied. */
export const isCopied = ({ a, c }: Operands): boolean => !(a.isInPlace && c.isInPlace);

/** Takes room for all that a panel needs, until the next call; numbers take so many bytes. */
export function reserveRoom(scratch: Scratch, bytes: number, operands: Operands, { depth, width }: Panel): Room {
  const { a, b, c, rows, transposeA, transposeB, intoColumns, weights } = operands;
  const tile = tileRowBytes / bytes;
  const most = transposeA || isCopied(operands) ? chunkRows * Math.ceil(threadSlots() / 4) : rows;
  const chunk = Math.min(most, rows);
  const stripBytes = (depth + spareRows) * tileRowBytes;
  let end = 0;
  const take = (size: number): number => {
    const start = end;
    end += Math.ceil(size / 64) * 64;
    return start;
  };
  const copy = (matrix: StoredMatrix, turned: boolean, height: number, length: number): number =>
    take(
      matrix.isInPlace
        ? 0
        : bytesOfCopy(turned ? { rows: length, columns: height } : { rows: height, columns: length }, bytes),
    );
  const offsets = {
    spare: take(threadSlots() * 6 * tileRowBytes),
    panel: take(Math.ceil(width / tile) * stripBytes),
    packedA: take(transposeA ? Math.ceil(chunk / 12) * 12 * (Math.min(depth, blockDepth) + spareRows) * bytes : 0),
    copies: Array.from({ length: threadSlots() > 1 ? 2 : 1 }, () => ({
      a: copy(a, transposeA, chunk, depth),
      b: copy(b, false, stagedRows, transposeB ? depth : width),
      c: copy(c, intoColumns, chunk, width),
    })),
    weights: take(weights === undefined ? 0 : depth * bytes),
  };
  // Vectors are read across the end of what is copied.
  const { offset } = scratch.reserve(end + 64);
  const { buffer } = kernelMemory();
  const numbers = bytes === 4 ? new Float32Array(buffer) : new Float64Array(buffer);
  const staging = (address: number): Staging => ({ address: offset + address, numbers });
  return {
    chunk,
    spare: offset + offsets.spare,
    panel: offset + offsets.panel,
    stripBytes,
    packedA: offset + offsets.packedA,
    copies: offsets.copies.map((own) => ({ a: staging(own.a), b: staging(own.b), c: staging(own.c) })),
    weights: staging(offsets.weights),
  };
}
