type Numbers = Float32Array | Float64Array | Int32Array | Uint8Array;

/** From so many bytes on, a buffer is made in less time than it saves. */
const fewestBytes = 4096;

/** Node's buffers, which do some things faster than arrays; undefined elsewhere, and for few bytes. Deno has their names without what makes them fast. */
function nodeBuffers(bytes: number): typeof Buffer | undefined {
  if (bytes < fewestBytes) return undefined;
  const { Buffer: buffers, process: own } = globalThis as Partial<typeof globalThis>;
  return own?.versions?.node !== undefined && own.versions["deno"] === undefined ? buffers : undefined;
}

/**
 * Memory that is to be filled: in Node it need not be of zeros.
 *
 * @param bytes - how many.
 * @returns the buffer; what stands in it is left open.
 * @example
 * blankBuffer(24).byteLength // → 24
 */
export const blankBuffer = (bytes: number): ArrayBuffer =>
  nodeBuffers(bytes)?.allocUnsafeSlow(bytes).buffer ?? new ArrayBuffer(bytes);

/**
 * Copies numbers as `to.set(from.subarray(first, first + count), at)`, where the two share none. V8 copies memory that is shared, as that of the kernels, a word at a
 * time; in Node a buffer that is filled with another one is copied at once, in less than half the time.
 *
 * @param from - is read.
 * @param first - the place of the first number.
 * @param count - how many.
 * @param to - is written; numbers of another type are converted.
 * @param at - where the first number goes.
 * @throws RangeError where there is no room for them.
 * @example
 * const to = new Float32Array(4)
 * copyNumbers(Float32Array.of(1, 2, 3), 1, 2, to, 0)
 * to // → [2, 3, 0, 0]
 */
export function copyNumbers(from: Numbers, first: number, count: number, to: Numbers, at: number): void {
  const source = from.subarray(first, first + count);
  const target = to.subarray(at, at + count);
  const isAlike = source.constructor === target.constructor && source.length === target.length;
  const buffers = isAlike ? nodeBuffers(source.byteLength) : undefined;
  const bufferOf = ({ buffer, byteOffset, byteLength }: Numbers) => buffers?.from(buffer, byteOffset, byteLength);
  const bytes = bufferOf(source);
  if (bytes) bufferOf(target)?.fill(bytes);
  else to.set(source, at);
}
