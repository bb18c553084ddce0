/** The next multiple. */
export const alignedTo = (multiple: number, address: number): number => Math.ceil(address / multiple) * multiple;

/** A range of addresses, without its end. */
interface Range {
  start: number;
  end: number;
}

/**
 * What is free of a range of addresses: first fit in the order of addresses, and neighbours become one when they are given back. Addresses are
 * doubles: bit operations would break from 2 GiB on.
 */
export class FreeSpace {
  /** In order; no two touch. */
  readonly #ranges: Range[] = [];

  /** Takes the first place that is long enough and begins at a multiple: its start, undefined where there is none. */
  take(bytes: number, multiple = 1): number | undefined {
    for (const [index, { start, end }] of this.#ranges.entries()) {
      const from = alignedTo(multiple, start);
      const to = from + bytes;
      if (to > end) continue;
      const rest = [
        { start, end: from },
        { start: to, end },
      ];
      this.#ranges.splice(index, 1, ...rest.filter((range) => range.start < range.end));
      return from;
    }
    return undefined;
  }

  /** Gives a range back that was taken, or adds a new one. */
  give(start: number, end: number): void {
    let index = this.#ranges.findIndex((range) => range.start >= end);
    if (index < 0) index = this.#ranges.length;
    const before = this.#ranges[index - 1];
    const after = this.#ranges[index];
    const joined = { start: before?.end === start ? before.start : start, end: after?.start === end ? after.end : end };
    const from = joined.start === start ? index : index - 1;
    const to = joined.end === end ? index : index + 1;
    this.#ranges.splice(from, to - from, joined);
  }

  /** How many bytes are free right before an address. */
  before(end: number): number {
    const last = this.#ranges.findLast((range) => range.end === end);
    return last === undefined ? 0 : last.end - last.start;
  }

  /** How many bytes are free, and how many of them in one piece. */
  get free(): { readonly total: number; readonly largest: number } {
    let [total, largest] = [0, 0];
    for (const { start, end } of this.#ranges) {
      total += end - start;
      largest = Math.max(largest, end - start);
    }
    return { total, largest };
  }
}
