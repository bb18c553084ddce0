const encoder = new TextEncoder();

/** Bytes, written one after the other. */
export class Writer {
  #room = new Uint8Array(64);
  #length = 0;

  get bytes(): Uint8Array<ArrayBuffer> {
    return this.#room.subarray(0, this.#length);
  }

  byte(value: number): void {
    if (this.#length === this.#room.length) this.#grow(1);
    this.#room[this.#length++] = value;
  }

  append(values: ArrayLike<number>): void {
    this.#grow(values.length);
    this.#room.set(values, this.#length);
    this.#length += values.length;
  }

  /** Makes room for so many bytes. */
  #grow(count: number): void {
    if (this.#length + count <= this.#room.length) return;
    const { bytes } = this;
    this.#room = new Uint8Array(2 * (this.#length + count));
    this.#room.set(bytes);
  }

  /** LEB128, seven bits a byte. */
  unsigned(value: number): void {
    let rest = value >>> 0;
    for (; rest > 127; rest >>>= 7) this.byte((rest & 127) | 128);
    this.byte(rest);
  }

  /** Signed LEB128. */
  signed(value: bigint): void {
    let rest = value;
    for (; rest < -64n || rest > 63n; rest >>= 7n) this.byte(Number(rest & 127n) | 128);
    this.byte(Number(rest & 127n));
  }

  /** An opcode, which carries its prefix in the upper half where it is above 255, and what belongs to it. */
  instruction(opcode: number, immediates: readonly number[] = []): void {
    this.byte(opcode < 256 ? opcode : opcode >>> 16);
    if (opcode > 255) this.unsigned(opcode & 0xffff);
    for (const immediate of immediates) this.unsigned(immediate);
  }

  /** The number of bytes, then the bytes. */
  sized(values: ArrayLike<number>): void {
    this.unsigned(values.length);
    this.append(values);
  }

  name(text: string): void {
    this.sized(encoder.encode(text));
  }
}
