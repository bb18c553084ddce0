import type { Scratch } from "../memory/scratch.ts";
import { threadSlots } from "../threads/threads.ts";
import { blockDepth, type Operands, type Panel } from "./operands.ts";
import { bytesOfCopy, type StoredMatrix } from "./storedMatrix.ts";
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
  readonly weights: number;
}

export interface Copies {
  readonly a: number;
  readonly b: number;
  readonly c: number;
}

export const copiesOf = ({ copies }: Room, n: number): Copies => copies[n % copies.length] as Copies;

/** Whether the rows of a product must be copied. */
export const isCopied = ({ a, c }: Operands): boolean => !(a.isInPlace && c.isInPlace);

/** Takes room for all that a panel needs, until the next call; numbers take so many bytes. */
export function reserveRoom(scratch: Scratch, bytes: number, operands: Operands, { depth, width }: Panel): Room {
  const most = operands.transposeA || isCopied(operands) ? chunkRows * Math.ceil(threadSlots() / 4) : operands.rows;
  const chunk = Math.min(most, operands.rows);
  const stripBytes = (depth + spareRows) * tileRowBytes;
  const layOut = (start: number): { readonly room: Room; readonly end: number } => {
    let end = start;
    const take = (size: number): number => {
      const at = end;
      end += Math.ceil(size / 64) * 64;
      return at;
    };
    const copy = ({ isInPlace }: StoredMatrix, turned: boolean, height: number, length: number): number =>
      take(isInPlace ? 0 : turned ? bytesOfCopy(length, height, bytes) : bytesOfCopy(height, length, bytes));
    const room = {
      chunk,
      spare: take(threadSlots() * 6 * tileRowBytes),
      panel: take(Math.ceil((width * bytes) / tileRowBytes) * stripBytes),
      stripBytes,
      packedA: take(
        operands.transposeA ? Math.ceil(chunk / 12) * 12 * (Math.min(depth, blockDepth) + spareRows) * bytes : 0,
      ),
      copies: Array.from({ length: threadSlots() > 1 ? 2 : 1 }, () => ({
        a: copy(operands.a, operands.transposeA, chunk, depth),
        b: copy(operands.b, false, stagedRows, operands.transposeB ? depth : width),
        c: copy(operands.c, operands.intoColumns, chunk, width),
      })),
      weights: take(operands.weights === undefined ? 0 : depth * bytes),
    };
    return { room, end };
  };
  // Vectors are read across the end of what is copied.
  return layOut(scratch.reserve(layOut(0).end + 64).offset).room;
}
