/** Bytes, written one after the other into an array that grows. */
export class Writer {
  #bytes: Uint8Array;
  length = 0;

  constructor(capacity = 256) {
    this.#bytes = new Uint8Array(capacity);
  }

  #reserve(count: number): void {
    if (this.length + count <= this.#bytes.length) return;
    const larger = new Uint8Array(2 * (this.length + count));
    larger.set(this.written());
    this.#bytes = larger;
  }

  byte(value: number): void {
    this.#reserve(1);
    this.#bytes[this.length++] = value;
  }

  bytes(values: Uint8Array): void {
    this.#reserve(values.length);
    this.#bytes.set(values, this.length);
    this.length += values.length;
  }

  /** LEB128, seven bits a byte. */
  unsigned(value: number): void {
    let rest = value >>> 0;
    for (; rest > 127; rest >>>= 7) this.byte((rest & 127) | 128);
    this.byte(rest);
  }

  /** Signed LEB128, of 32 or 64 bits. */
  signed(value: bigint): void {
    let rest = value;
    for (; rest < -64n || rest > 63n; rest >>= 7n) this.byte(Number(rest & 127n) | 128);
    this.byte(Number(rest & 127n));
  }

  name(text: string): void {
    this.sized(new TextEncoder().encode(text));
  }

  /** The number of bytes, then the bytes. */
  sized(values: Uint8Array): void {
    this.unsigned(values.length);
    this.bytes(values);
  }

  /** A view, until the next byte is written. */
  written(): Uint8Array {
    return this.#bytes.subarray(0, this.length);
  }
}
