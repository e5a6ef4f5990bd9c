/**
 * The part of a long file that is in memory: bytes are appended at the end and consumed from the start. It asks for more
 * (`isFull` is false) until there is enough to search at once, and for twice as much when a record did not fit.
 */
export class ByteWindow {
  #buffer: Buffer;
  #length = 0;
  #wanted: number;

  constructor(readonly size: number) {
    this.#buffer = Buffer.allocUnsafe(size);
    this.#wanted = size;
  }

  /** Valid until the next `append` or `consume`. */
  get bytes(): Buffer {
    return this.#buffer.subarray(0, this.#length);
  }

  get isFull(): boolean {
    return this.#length >= this.#wanted;
  }

  append(chunk: Buffer): void {
    const length = this.#length + chunk.length;
    if (length > this.#buffer.length) {
      const larger = Buffer.allocUnsafe(Math.max(length, this.#wanted));
      this.#buffer.copy(larger, 0, 0, this.#length);
      this.#buffer = larger;
    }
    chunk.copy(this.#buffer, this.#length);
    this.#length = length;
  }

  consume(count: number): void {
    this.#buffer.copyWithin(0, count, this.#length);
    this.#length -= count;
    this.#wanted = Math.max(this.size, 2 * this.#length);
  }
}
